import { beforeEach, expect, test } from "vitest";
import { trimRecords } from "../../../main/housekeeping.ts";
import type { CommandQueue } from "../../../main/queue/command-queue.ts";
import { type Job, runGroup } from "../../../main/queue/group-commit.ts";
import { enterEpoch } from "../../../main/sync/replica.ts";
import type { Link } from "../../../main/sync/supervisor-link.ts";
import { LocalSide, LocalTrouble } from "../../../main/sync/supervisor-local.ts";
import { SharingMeasurements } from "../../../main/sync/supervisor-measurements.ts";
import { Visits } from "../../../main/sync/supervisor-visits.ts";
import { err } from "../../../src/result.ts";
import type { ExchangeRequest } from "../../../src/sync/protocol.ts";
import { exchange, type Feed } from "../../helpers/feed.ts";
import type { Replica } from "../../helpers/replica.ts";
import { bookAt, type SharingReplicas, sharingReplicas } from "../../helpers/sharing-replicas.ts";

/** A desk takes what came, and something happens to it before it has noted when that was. */

const WEEKS = 40 * 86_400;
const EPOCH = "epoch 1";

let s: SharingReplicas;

beforeEach(() => {
  s = sharingReplicas();
  bookAt(s.one);
  exchange(s.one, s.feed);
});

/** What a desk does with the feed by itself. `before` each of its writes: false where the desk goes out. */
function visitsOf(desk: Replica, feed: Feed, before: (write: string) => boolean): Visits {
  const call = async (_share: unknown, name: string, request: ExchangeRequest): Promise<unknown> => {
    if (name === "open_session") return { ok: true, epoch: EPOCH };
    const outcomes = feed.push(request.ops);
    const { seq: head, hash: headHash } = feed.head;
    return {
      ok: true,
      outcomes,
      entries: feed.entries.slice(request.cursor.seq),
      head,
      headHash,
      leases: [],
    };
  };
  const submit = async (_priority: string, job: Job) => {
    if (!before(job.name)) return err({ code: "not-ready" });
    const jobs = [job];
    const group = runGroup(
      desk.db,
      () => jobs.shift(),
      (_job, error) => {
        throw error;
      },
    );
    if (!("outcomes" in group)) throw group.error;
    return group.outcomes[0]?.answer;
  };
  const local = new LocalSide({
    reader: desk.db,
    queue: { submit } as unknown as CommandQueue,
    clock: desk.clock,
    tell: () => undefined,
  });
  const link = { call } as unknown as Link;
  const secrets = {
    forSession: false,
    read: () => Promise.resolve(null),
    write: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  };
  const sides = { local, link, secrets, deskName: () => desk.actor, log: () => undefined };
  const visits = new Visits(sides, new SharingMeasurements(), {
    file: desk.file,
    progress: () => undefined,
    missing: () => undefined,
    installed: () => undefined,
  });
  visits.begin();
  return visits;
}

/** The server is put back to an earlier copy: how many acts this desk offers again. */
function offeredAnew(desk: Replica): unknown {
  desk.write((db) => trimRecords({ db, now: desk.clock() }));
  desk.write((db) => enterEpoch(db, "epoch 2", desk.clock()));
  return desk.db.prepare("SELECT count(*) FROM reoffer").pluck().get();
}

test("a computer that slept for weeks before it noted that it had heard still offers what it heard", async () => {
  const { two } = s;
  const writes: string[] = [];
  await visitsOf(two, s.feed, (write) => {
    writes.push(write);
    if (write === "note-exchange") two.clock.advance(WEEKS);
    return true;
  }).visit();
  expect(writes).toContain("note-exchange");
  expect(offeredAnew(two)).toBe(1);
});

test("a desk that went out for weeks before it noted for the first time that it had heard still offers what it heard", async () => {
  const { two } = s;
  const visit = visitsOf(two, s.feed, (write) => write !== "note-exchange").visit();
  await expect(visit).rejects.toThrow(LocalTrouble);
  two.clock.advance(WEEKS);
  expect(offeredAnew(two)).toBe(1);
});
