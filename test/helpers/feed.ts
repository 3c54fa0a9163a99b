import { createHash } from "node:crypto";
import type { WritableDb } from "../../main/db/connection.ts";
import { imageOf } from "../../main/db/server-copies.ts";
import { applyOp } from "../../main/sync/apply-op.ts";
import { exchangeRequest, takeEntries, takeOutcomes } from "../../main/sync/replica.ts";
import { RowWriter } from "../../main/sync/row-writer.ts";
import { type Entity, entities } from "../../src/sync/entities.ts";
import type { OpContent } from "../../src/sync/op.ts";
import type { Cursor, FeedEntry, Image, OpOutcome, Outcome, SnapshotPage } from "../../src/sync/protocol.ts";
import type { Replica } from "./replica.ts";

/**
 * A server without PostgreSQL, for what a desk does with a feed: it applies ops by the desk's own rules to a desk's
 * tables. (That these are the real server's rules is for provisional-as-final.slow.test.ts to prove.)
 */
export class Feed {
  readonly entries: FeedEntry[] = [];
  readonly #db: WritableDb;
  readonly #outcomes = new Map<string, Outcome>();

  constructor(server: Replica) {
    this.#db = server.db;
  }

  get head(): Cursor {
    const last = this.entries.at(-1);
    return last ? { seq: last.seq, hash: last.hash } : { seq: 0, hash: "" };
  }

  push(ops: readonly { opId: string; content: string }[]): OpOutcome[] {
    return ops.map(({ opId, content }) => {
      if (this.#outcomes.has(opId)) return { opId, outcome: "duplicate" };
      const outcome = this.#apply(opId, content);
      if (outcome !== "deferred" && outcome !== "quarantined") this.#outcomes.set(opId, outcome);
      return { opId, outcome };
    });
  }

  #apply(opId: string, content: string): Outcome {
    const op = { ...(JSON.parse(content) as OpContent), opId };
    const rows = new RowWriter(this.#db);
    const applied = applyOp(rows, op);
    rows.finish();
    if (applied === "deferred" || applied === "quarantined") return applied;
    const outcome = applied === "applied" ? "accepted" : applied;
    const images = this.#imagesAfter(op);
    const { seq, hash: before } = this.head;
    const hash = createHash("sha256")
      .update([before, opId, outcome, JSON.stringify(images)].join("\n"))
      .digest("hex");
    this.entries.push({ seq: seq + 1, hash, opId, deskId: "", content, outcome, images });
    return outcome;
  }

  #imagesAfter(op: OpContent & { opId: string }): Image[] {
    const named = op.changes.filter(({ entity }) => entity !== "conflict") as {
      entity: Entity;
      id: string;
    }[];
    const conflicts = this.#db
      .prepare<unknown[], Record<string, unknown>>(
        "SELECT * FROM conflict WHERE op_id = ? OR closed_op = ? OR id IN (SELECT value FROM json_each(?)) ORDER BY id",
      )
      .all(op.opId, op.opId, JSON.stringify(op.changes.map(({ id }) => id)));
    return [
      ...named.flatMap(({ entity, id }) => this.#image(entity, id)),
      ...conflicts.map((row) => ({
        entity: "conflict" as const,
        id: String(row["id"]),
        row: { ...row, detail: JSON.parse(row["detail"] as string) } as never,
      })),
    ];
  }

  #image(entity: Entity, id: string): Image[] {
    const column = entity === "group_session" ? "appointment_id" : "id";
    const row = this.#db
      .prepare<[string], Record<string, unknown>>(`SELECT * FROM ${entity} WHERE ${column} = ?`)
      .get(id);
    return row ? [{ entity, id, row: imageOf(entity, row) } as Image] : [];
  }

  /** All rows as pages of a snapshot, as they are now. */
  pages(epoch: string, limit: number): SnapshotPage[] {
    const images: Image[] = (Object.keys(entities) as Entity[]).flatMap((entity) => {
      const column = entity === "group_session" ? "appointment_id" : "id";
      const ids = this.#db
        .prepare<[], string>(`SELECT ${column} FROM ${entity} ORDER BY ${column}`)
        .pluck()
        .all();
      return ids.flatMap((id) => this.#image(entity, id));
    });
    for (const row of this.#db
      .prepare<[], Record<string, unknown>>("SELECT * FROM conflict ORDER BY id")
      .all())
      images.push({
        entity: "conflict",
        id: String(row["id"]),
        row: { ...row, detail: JSON.parse(row["detail"] as string) } as never,
      });
    const pages: SnapshotPage[] = [];
    for (let from = 0; from === 0 || from < images.length; from += limit) {
      const part = images.slice(from, from + limit);
      const last = part.at(-1);
      const next = from + limit < images.length && last ? { entity: last.entity, id: last.id } : null;
      pages.push({ ok: true, epoch, ...this.head, images: part, next, total: images.length });
    }
    return pages;
  }
}

/** One visit: what waits is offered, what came is taken. `offer` false: the desk only listens. */
export function exchange(desk: Replica, feed: Feed, { offer = true } = {}): OpOutcome[] {
  const request = exchangeRequest(desk.db, desk.clock());
  const outcomes = offer ? feed.push(request.ops) : [];
  const entries = feed.entries.slice(request.cursor.seq);
  desk.write((db) => {
    takeOutcomes(db, outcomes, desk.clock());
    if (entries.length > 0 && request.limit > 0) takeEntries(db, request.cursor, entries, desk.clock());
  });
  return outcomes;
}
