import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import type { FeedEntry, Reidentified } from "../../../src/sync/protocol.ts";
import { type EmbeddedServer, startEmbeddedServer, startFolder } from "../../helpers/embedded-server.ts";
import { op, time, update } from "../../helpers/ops.ts";
import { preparePractice, type TestDatabase, testServer } from "../../helpers/postgres.ts";
import { done, refusal, SharedDesk } from "../../helpers/shared-desk.ts";
import { anotherDesk, book, booking, readyPractice } from "./shared-practice.ts";

/**
 * A real base backup, by PostgreSQL's low-level interface: the files while the server runs, the label, and the
 * write-ahead log until the backup's end.
 */
async function baseBackup(server: EmbeddedServer): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "anteroom-backup-"));
  chmodSync(folder, 0o755);
  const copy = join(folder, "data");
  const admin = new pg.Client(server.url);
  await admin.connect();
  try {
    await admin.query("SELECT pg_backup_start('nightly', fast => true)");
    execFileSync("cp", ["-a", server.dataFolder, copy]);
    const { rows } = await admin.query("SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)");
    writeFileSync(join(copy, "backup_label"), rows[0].labelfile);
    execFileSync("rm", ["-rf", join(copy, "pg_wal"), join(copy, "postmaster.pid"), join(copy, "log")]);
    execFileSync("cp", ["-a", join(server.dataFolder, "pg_wal"), join(copy, "pg_wal")]);
    const { uid, gid } = statSync(server.dataFolder);
    if (process.getuid?.() === 0) execFileSync("chown", ["-R", `${uid}:${gid}`, copy]);
  } finally {
    await admin.end();
  }
  return folder;
}

/** The same database on the server that took the place of the first. */
function onServer(database: TestDatabase, server: EmbeddedServer): TestDatabase {
  const at = (url: string) => {
    const { hostname, port } = new URL(server.url);
    const moved = new URL(url);
    moved.hostname = hostname;
    moved.port = port;
    return moved.href;
  };
  const [ownerUrl, deskUrl] = [at(database.ownerUrl), at(database.deskUrl)];
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  const desks = new pg.Pool({ connectionString: deskUrl, max: 4 });
  onTestFinished(async () => {
    await Promise.all([owner.end(), desks.end()]);
  });
  return { ...database, ownerUrl, deskUrl, owner, desks };
}

/** The desk goes on where it was, with what it has seen. */
function movedTo(desk: SharedDesk, database: TestDatabase): SharedDesk {
  const moved = new SharedDesk({ ...desk.practice, database }, { ...desk.identity, fence: desk.fence });
  moved.cursor = desk.cursor;
  moved.seen.push(...desk.seen);
  return moved;
}

const offeredAgain = (entries: readonly FeedEntry[]) =>
  entries.map(({ opId, content }) => ({ opId, content }));
const rowsOf = async (desk: SharedDesk) =>
  done(
    await desk.call<{ images: unknown[] }>("snapshot_page", { epoch: desk.epoch, after: null, limit: 500 }),
  ).images;

test("a server restored from its backup is noticed, and gets back in a new epoch all that the desks have seen", async () => {
  const lost = await startEmbeddedServer({ durable: true });
  const server = testServer(lost.url, lost);
  onTestFinished(() => server.close());
  const database = await server.newDatabase();
  const desk = await readyPractice(await preparePractice(database));
  const other = await anotherDesk(desk);
  const kept = await book(desk, time(0));
  await other.exchange();

  const backup = await baseBackup(lost);

  // What the backup does not have: a move, a booking, one that lost against it, a desk, a session.
  await desk.act(update("appointment", await desk.mustHave("appointment", kept), time(120)));
  await desk.act(booking("later", time(60)));
  await other.act(booking("loser", time(60)));
  await desk.exchange();
  const newcomer = await anotherDesk(desk);
  const proposed = randomUUID();
  done(await desk.call("open_session", { proposed, deskName: "Front", schema: 1 }));
  desk.fence = proposed;
  const before = await rowsOf(desk);
  await lost.stop("immediate");

  const restored = await startFolder(backup, { durable: true });
  onTestFinished(() => restored.close());
  const restoredDatabase = onServer(database, restored);
  const [first, second, third] = [desk, other, newcomer].map((one) => movedTo(one, restoredDatabase)) as [
    SharedDesk,
    SharedDesk,
    SharedDesk,
  ];

  // The server does not know the desk that came after the backup, nor the session: that desk takes a new id.
  expect(refusal(await third.call("exchange", third.request()))).toBe("unknown-desk");
  expect(refusal(await first.call("exchange", first.request()))).toBe("fence");
  const own = done(await first.call<Reidentified>("reidentify", { deskName: "Front", schema: 1 }));
  const reborn = new SharedDesk(first.practice, own);
  reborn.cursor = first.cursor;

  // Both stand ahead of the feed; the first to say so opens the epoch, and the other learns of it.
  const waiting = op([booking("waiting", time(300))]);
  expect(refusal(await reborn.call("exchange", reborn.request({ ops: [waiting] })))).toBe("diverged");
  expect(refusal(await second.call("exchange", second.request()))).toBe("diverged");
  const { epoch } = done(
    await reborn.call<{ epoch: string }>("open_epoch", { epoch: reborn.epoch, cursor: reborn.cursor }),
  );
  expect(epoch).not.toBe(reborn.epoch);
  expect(await second.call("exchange", second.request())).toEqual({ ok: false, code: "epoch", epoch });

  // Everybody's ops, in feed order, then the own ones: what the backup has is known, the rest comes again.
  reborn.epoch = epoch;
  reborn.cursor = { seq: 0, hash: "" };
  const again = await reborn.push(...offeredAgain(first.seen), waiting);
  expect(again.map(({ outcome }) => outcome)).toEqual([
    "duplicate",
    "duplicate",
    "accepted",
    "accepted",
    "conflicted",
    "accepted",
  ]);
  second.epoch = epoch;
  second.cursor = { seq: 0, hash: "" };
  const late = await second.push(...offeredAgain(second.seen));
  expect(new Set(late.map(({ outcome }) => outcome))).toEqual(new Set(["duplicate"]));

  const withoutWaiting = (await rowsOf(reborn)).filter((image) => (image as { id: string }).id !== "waiting");
  expect(withoutWaiting).toEqual(before);
  expect(done(await reborn.call("check_practice"))).toMatchObject({ overlaps: 0, gaps: 0 });
}, 120_000);
