import { randomUUID } from "node:crypto";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandName } from "../../main/commands/handler.ts";
import { commandHandlers } from "../../main/commands/index.ts";
import { commandJob, type Effects } from "../../main/commands/run-command.ts";
import type { Caller } from "../../main/commands/unit-of-work.ts";
import { openWriter, type WritableDb } from "../../main/db/connection.ts";
import { migrate } from "../../main/db/migrate.ts";
import { migrationsOfFolder } from "../../main/db/migrations-of-folder.ts";
import { startShare, updateShare } from "../../main/db/share.ts";
import { type QueryName, queryHandlers } from "../../main/queries/index.ts";
import { runGroup } from "../../main/queue/group-commit.ts";
import { type Answer, contract, type Input } from "../../src/ipc/contract.ts";
import type { Entity } from "../../src/sync/entities.ts";
import { entities, travellingColumns } from "../../src/sync/entities.ts";
import type { Asked } from "./call.ts";
import { OFFICE_HOURS, ZONE } from "./set-up-practice.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { type TestClock, testClock } from "./test-clock.ts";

/** Rows by entity and id, as they travel: for comparing desks with each other and with the server. */
export type Rows = Record<string, Record<string, unknown>>;

/** A desk's database and its engine, without windows, queue or line: what sync does to it is called by hand. */
export class Replica {
  readonly db: WritableDb;
  readonly file: string;
  readonly clock: TestClock;
  readonly actor: string;
  readonly #handlers = commandHandlers(() => true);
  readonly #queries = queryHandlers(() => {
    throw new Error("no health here");
  });
  readonly #effects: Effects[] = [];

  constructor(file: string, actor: string, clock: TestClock = testClock()) {
    this.file = file;
    this.actor = actor;
    this.clock = clock;
    this.db = openWriter(file, { mustExist: true });
  }

  get caller(): Caller {
    return { window: `window of ${this.actor}`, actor: this.actor };
  }

  send<Name extends CommandName>(name: Name, input: Asked<Name>, caller = this.caller): Answer<Name> {
    const parsed = contract[name].input.parse({ requestId: randomUUID(), ...input }) as never;
    return this.#run(name, parsed, caller);
  }

  /** Those that name no request. */
  sendPlain<Name extends CommandName>(name: Name, input: Input<Name>): Answer<Name> {
    return this.#run(name, contract[name].input.parse(input) as never, this.caller);
  }

  #run<Name extends CommandName>(name: Name, parsed: never, caller: Caller): Answer<Name> {
    const job = commandJob(this.#handlers, name, parsed, caller, this.clock, (told) =>
      this.#effects.push(told),
    );
    let left = [job];
    const group = runGroup(
      this.db,
      () => {
        const [next] = left;
        left = [];
        return next;
      },
      (_job, error) => {
        throw error;
      },
    );
    if (!("outcomes" in group)) throw group.error;
    group.outcomes[0]?.committed?.();
    return group.outcomes[0]?.answer as Answer<Name>;
  }

  ask<Name extends QueryName>(name: Name, input: Input<Name>): Answer<Name> {
    const asking = { window: this.caller.window, now: this.clock() };
    return this.#queries[name](this.db, contract[name].input.parse(input) as never, asking) as Answer<Name>;
  }

  /** Something of sync, in a transaction of its own as the queue gives it. */
  write<T>(work: (db: WritableDb) => T): T {
    return this.db.transaction(() => work(this.db)).immediate();
  }

  /** From now on it shares, as a desk that has the whole feed so far. */
  share(share: { practiceId: string; deskId?: string; fence?: string; epoch?: string }): void {
    this.write((db) => {
      startShare(db, {
        state: "joining",
        practice_id: share.practiceId,
        desk_id: share.deskId ?? randomUUID(),
        server: "{}",
        fence: share.fence ?? "fence",
        epoch: share.epoch ?? "epoch 1",
      });
      updateShare(db, { state: "active" });
    });
  }

  row(entity: Entity, id: string): Record<string, unknown> | undefined {
    return this.rows()[`${entity}/${id}`];
  }

  /** All rows that travel, and the conflicts. */
  rows(): Rows {
    const rows: Rows = {};
    for (const entity of Object.keys(entities) as Entity[]) {
      const id = entity === "group_session" ? "appointment_id" : "id";
      const where = entity === "appointment" ? "WHERE status <> 'pending'" : "";
      for (const row of this.db
        .prepare<[], Record<string, unknown>>(`SELECT * FROM ${entity} ${where}`)
        .all())
        rows[`${entity}/${row[id]}`] = {
          ...Object.fromEntries(travellingColumns(entity).map((column) => [column, row[column]])),
          ...(entity === "appointment" && { placed: row["placed"] }),
          set_by: JSON.parse(row["set_by"] as string),
        };
    }
    for (const row of this.db.prepare<[], Record<string, unknown>>("SELECT * FROM conflict").all())
      rows[`conflict/${row["id"]}`] = { ...row, detail: JSON.parse(row["detail"] as string) };
    return rows;
  }

  close(): void {
    this.db.close();
  }
}

let template: { folder: string; file: string } | undefined;

/** A file with a small practice, made once for each process. */
function practiceFile(): string {
  if (template) return template.file;
  const folder = temporaryFolder();
  const file = join(folder, "practice.db");
  const db = openWriter(file, { mustExist: false });
  migrate(db, migrationsOfFolder());
  db.close();
  const desk = new Replica(file, "Set-up");
  const made = desk.send("practice.set-up", {
    name: "Linden Street",
    zone: ZONE,
    practitioners: [
      { name: "Dr Ada Winter", pattern: OFFICE_HOURS },
      { name: "Ben Hill", pattern: OFFICE_HOURS },
    ],
    rooms: [{ name: "Blue room" }, { name: "Green room" }],
    types: [
      { name: "Session", durationMinutes: 50, bufferMinutes: 10, colour: 0 },
      { name: "Group", durationMinutes: 60, bufferMinutes: 0, colour: 3, capacity: 2 },
    ],
  });
  if (!made.ok) throw new Error("no practice");
  for (let number = 1; number <= 5; number += 1)
    desk.send("clients.create", { name: `Client ${number}`, phone: `030 555 000${number}` });
  desk.db.pragma("wal_checkpoint(TRUNCATE)");
  desk.close();
  template = { folder, file };
  return file;
}

/** A desk with the small practice in a file of its own. */
export function openReplica(folder: string, actor: string, clock?: TestClock): Replica {
  const file = join(folder, `${actor.replaceAll(" ", "-")}.db`);
  copyFileSync(practiceFile(), file);
  return new Replica(file, actor, clock);
}
