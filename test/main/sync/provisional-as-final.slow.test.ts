import { expect, test } from "vitest";
import { startShare, updateShare } from "../../../main/db/share.ts";
import { pagesOfRows } from "../../../main/db/upload-pages.ts";
import { exchangeRequest, takeEntries, takeOutcomes } from "../../../main/sync/replica.ts";
import type { ExchangeReply, SnapshotPage } from "../../../src/sync/protocol.ts";
import { temporaryTestFolder } from "../../helpers/open-test-desk.ts";
import { preparePractice } from "../../helpers/postgres.ts";
import { openReplica, type Replica, type Rows } from "../../helpers/replica.ts";
import { done, SharedDesk } from "../../helpers/shared-desk.ts";
import { anotherDesk, sharedDatabase } from "../shared/shared-practice.ts";
import { RandomActs, randomOf } from "./random-acts.ts";

/**
 * What a desk shows provisionally, once it has pulled what the others did, is what the server decides if nobody else
 * acts meanwhile: the rules here and the rules there are the same rules.
 */

const SEEDS = Number(process.env["ANTEROOM_SEEDS"] ?? 25);
const FIRST = Number(process.env["ANTEROOM_SEED"] ?? 1);
const ROUNDS = 3;
const ACTS = 12;

/** A desk's database and its line to the server. */
type Pair = { desk: Replica; line: SharedDesk };

async function twoDesks(): Promise<{ first: Pair; second: Pair }> {
  const folder = temporaryTestFolder();
  const [one, two] = [openReplica(folder, "Desk 1"), openReplica(folder, "Desk 2")];
  const practice = await preparePractice(await sharedDatabase());
  const line = new SharedDesk(practice);
  for (const images of pagesOfRows(one.db, 500)) done(await line.call("upload", { images }));
  done(await line.call("finish_upload"));
  const other = await anotherDesk(line);
  for (const [desk, identity] of [
    [one, line],
    [two, other],
  ] as const)
    desk.write((db) => {
      startShare(db, {
        state: "uploading",
        practice_id: practice.practiceId,
        desk_id: identity.identity.deskId,
        server: "{}",
        fence: identity.fence,
        epoch: identity.epoch,
      });
      updateShare(db, { state: "active" });
    });
  return { first: { desk: one, line }, second: { desk: two, line: other } };
}

/** Push and pull until nothing is left of either; `push` false: only what the others did. */
async function exchange({ desk, line }: Pair, how: { push: boolean; pull: boolean }): Promise<void> {
  for (;;) {
    const request = exchangeRequest(desk.db, desk.clock());
    const asked = {
      ...request,
      ops: how.push ? request.ops : [],
      limit: how.pull ? request.limit : 0,
      leases: [],
    };
    const reply = done(await line.call<ExchangeReply>("exchange", asked));
    desk.write((db) => {
      takeOutcomes(db, reply.outcomes, desk.clock());
      if (reply.entries.length > 0)
        expect(takeEntries(db, request.cursor, reply.entries, desk.clock()).taken).toBe(true);
    });
    const unwanted = reply.outcomes.filter(
      ({ outcome }) => outcome === "quarantined" || outcome === "deferred",
    );
    expect(unwanted).toEqual([]);
    if (asked.ops.length === 0 && reply.entries.length === 0) return;
  }
}

async function rowsOfServer(line: SharedDesk): Promise<Rows> {
  const rows: Rows = {};
  for (let after: unknown = null; ; ) {
    const page = done(
      await line.call<SnapshotPage>("snapshot_page", { epoch: line.epoch, after, limit: 2_000 }),
    );
    for (const { entity, id, row } of page.images) {
      const { id: _id, ...rest } = row as Record<string, unknown>;
      if (entity === "group_session") delete rest["appointment_id"];
      rows[`${entity}/${id}`] = entity === "conflict" ? { ...row } : rest;
    }
    if (page.next === null) return rows;
    after = page.next;
  }
}

/** Only what differs, so that a failure can be read. */
function difference(ours: Rows, theirs: Rows): unknown[] {
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  return keys
    .filter((key) => canonical(ours[key]) !== canonical(theirs[key]))
    .map((key) => ({ key, ours: ours[key], theirs: theirs[key] }));
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? "nothing";

test.each(Array.from({ length: SEEDS }, (_, index) => FIRST + index))("seed %i", async (seed) => {
  const { first, second } = await twoDesks();
  const random = randomOf(seed);
  const story: string[] = [];
  const pairs = [first, second].map((pair) => ({ ...pair, acts: new RandomActs(pair.desk, random) }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { acts } of pairs)
      for (let count = 0; count < ACTS; count += 1) {
        acts.desk.clock.advance(Math.floor(random() * 9));
        story.push(acts.act());
      }
    const [early, late] = random() < 0.5 ? [first, second] : [second, first];
    await exchange(early, { push: true, pull: true });
    await exchange(late, { push: false, pull: true });
    const provisional = late.desk.rows();
    await exchange(late, { push: true, pull: false });
    const server = await rowsOfServer(late.line);
    expect(difference(provisional, server), `round ${round}\n${story.join("\n")}`).toEqual([]);
    for (const pair of [early, late]) {
      await exchange(pair, { push: true, pull: true });
      expect(difference(pair.desk.rows(), server), `round ${round}\n${story.join("\n")}`).toEqual([]);
      for (const table of ["outbox", "server_copy", "answered_op", "op_trouble"])
        expect([table, pair.desk.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([
          table,
          0,
        ]);
    }
  }
});
