import type { Worker } from "node:worker_threads";
import { expect, onTestFinished, test, vi } from "vitest";
import { Network } from "../../../main/worker/network.ts";
import { type Access, accessOfUrl } from "../../../main/worker/postgres/address.ts";
import type { ServerTrouble } from "../../../main/worker/trouble.ts";
import { networkWorkerFromSource } from "../../../main/worker/worker-from-source.ts";
import { postgresServer, preparePractice, type TestDatabase } from "../../helpers/postgres.ts";

/** The background worker in a thread of its own, as the app runs it, with a real server behind it. */

const DEAD = "00000000-0000-0000-0000-000000000000";

function access(url: string): Access {
  const read = accessOfUrl(url, undefined);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

function network() {
  const workers: Worker[] = [];
  const hints = { count: 0 };
  const made = new Network({
    createWorker: (options) => {
      const worker = networkWorkerFromSource(options);
      workers.push(worker);
      return worker;
    },
    log: () => undefined,
    onHint: () => {
      hints.count += 1;
    },
  });
  onTestFinished(() => made.close());
  return { network: made, workers, hints };
}

async function database(): Promise<TestDatabase> {
  const made = await (await postgresServer()).newDatabase();
  onTestFinished(() => made.drop());
  return made;
}

const problemOf = async (asking: Promise<unknown>): Promise<string> => {
  try {
    await asking;
    return "none";
  } catch (error) {
    return (error as ServerTrouble).problem;
  }
};

test("a call is answered with what the server's function says, its refusals too", async () => {
  const { deskUrl } = await database();
  const { network: net } = network();
  const call = (request: unknown) =>
    net.ask("call", {
      access: access(deskUrl),
      name: "exchange",
      by: { deskId: DEAD, secret: "none" },
      request,
    });
  expect(await call({})).toEqual({ ok: false, code: "unknown-desk" });
});

test("calls that come at once are answered one after the other, each with its own answer", async () => {
  const made = await database();
  const practice = await preparePractice(made);
  const { network: net } = network();
  const names = ["check_practice", "open_session", "check_practice", "reidentify"] as const;
  const answers = await Promise.all(
    names.map((name) =>
      net.ask("call", {
        access: access(made.deskUrl),
        name,
        by: { deskId: practice.deskId, secret: practice.secret },
        request: { fence: practice.fence, proposed: practice.fence, deskName: "Front", schema: 1 },
      }),
    ),
  );
  expect(answers.map((answer) => answer.ok)).toEqual([true, true, true, true]);
  expect(answers[0]).toHaveProperty("overlaps", 0);
  expect(answers[1]).toHaveProperty("fence", practice.fence);
  expect(answers[3]).toHaveProperty("secret");
});

test("a worker that dies is told as a broken line, and the next one answers", async () => {
  const { deskUrl } = await database();
  const { network: net, workers } = network();
  const asking = () => net.ask("test", { access: access(deskUrl), as: "desk" });
  await asking();
  const interrupted = problemOf(asking());
  await workers[0]?.terminate();
  expect(await interrupted).toBe("interrupted");
  // While it rests before the next start, who asks is told so at once.
  await vi.waitFor(async () => expect((await asking()).version).toMatch(/^\d/), { timeout: 5_000 });
  expect(workers).toHaveLength(2);
});

test("a hint is heard while somebody listens, and again after the connection was lost", async () => {
  const made = await database();
  const { network: net, hints } = network();
  const listen = () => net.ask("listen", { access: access(made.deskUrl), channel: "anteroom_test" });
  expect(await listen()).toBe(true);
  expect(await listen()).toBe(false);
  await made.owner.query("NOTIFY anteroom_test");
  await vi.waitFor(() => expect(hints.count).toBe(1));
  await made.owner.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'anteroom_desk' AND datname = $1",
    [made.name],
  );
  await vi.waitFor(async () => expect(await listen()).toBe(true));
  await made.owner.query("NOTIFY anteroom_test");
  await vi.waitFor(() => expect(hints.count).toBe(2));
});

test("closing tells who waits, ends the connections and takes less than a second", async () => {
  const made = await database();
  const { network: net } = network();
  await net.ask("listen", { access: access(made.deskUrl), channel: "anteroom_test" });
  const waiting = problemOf(net.ask("test", { access: access(made.deskUrl), as: "desk" }));
  const before = performance.now();
  await net.close();
  expect(performance.now() - before).toBeLessThan(1_000);
  expect(await waiting).toBe("interrupted");
  expect(await problemOf(net.ask("hang-up", {}))).toBe("interrupted");
  await vi.waitFor(async () => {
    const { rows } = await made.owner.query(
      "SELECT 1 FROM pg_stat_activity WHERE usename = 'anteroom_desk' AND datname = $1",
      [made.name],
    );
    expect(rows).toEqual([]);
  });
});
