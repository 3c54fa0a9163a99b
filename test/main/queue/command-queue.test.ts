import { describe, expect, test } from "vitest";
import { GROUP_BUDGET_MS, QUEUE_LIMIT } from "../../../main/queue/command-queue.ts";
import type { Priority } from "../../../src/ipc/channel.ts";
import { codeOf, doing, openQueue, refusing, throwing, writing } from "./open-queue.ts";

test("what was answered is committed: another connection sees it at that moment", async () => {
  const { queue, committed } = openQueue();
  const seen = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      queue
        .submit("booking", writing(`k${index}`))
        .then((answer) => [answer, committed().includes(`k${index}`)]),
    ),
  );
  for (const [answer, was] of seen) expect([answer, was]).toMatchObject([{ ok: true }, true]);
});

test("a refusal too waits for the commit of its group", async () => {
  const { queue, committed } = openQueue();
  const before = queue.submit("booking", writing("before"));
  const refused = queue
    .submit("booking", refusing("refused"))
    .then((answer) => [codeOf(answer), committed()]);
  expect(await refused).toEqual(["not-allowed", ["before"]]);
  await before;
});

test("two thousand that come at once share a few commits", async () => {
  const { queue } = openQueue();
  const answers = await Promise.all(
    Array.from({ length: 2_000 }, (_, index) => queue.submit("booking", writing(`k${index}`))),
  );
  expect(answers.every((answer) => answer.ok)).toBe(true);
  expect(queue.measurements.done).toBe(2_000);
  expect(queue.measurements.commits).toBeLessThan(200);
  expect(queue.measurements.largestGroup).toBeGreaterThan(20);
  expect(queue.measurements.meanGroup).toBeGreaterThan(10);
});

test("a group ends when its time is used up, so that the window is not kept waiting", async () => {
  const { queue } = openQueue();
  const busyFor = (ms: number) =>
    doing(() => {
      const until = performance.now() + ms;
      while (performance.now() < until);
    });
  await Promise.all(Array.from({ length: 6 }, () => queue.submit("booking", busyFor(GROUP_BUDGET_MS + 1))));
  expect(queue.measurements.largestGroup).toBe(1);
});

test("a booking is served before what staff do otherwise, and that before housekeeping", async () => {
  const { queue } = openQueue();
  const order: string[] = [];
  const submit = (priority: Priority, name: string) =>
    queue.submit(
      priority,
      doing(() => void order.push(name)),
    );
  await Promise.all([
    submit("housekeeping", "housekeeping 1"),
    submit("remote", "remote"),
    submit("staff", "staff 1"),
    submit("booking", "booking 1"),
    submit("housekeeping", "housekeeping 2"),
    submit("staff", "staff 2"),
    submit("booking", "booking 2"),
  ]);
  expect(order).toEqual([
    "booking 1",
    "booking 2",
    "staff 1",
    "staff 2",
    "remote",
    "housekeeping 1",
    "housekeeping 2",
  ]);
});

test("within a priority the order of asking is kept, thousands deep", async () => {
  const { queue } = openQueue();
  const order: number[] = [];
  const numbers = Array.from({ length: 5_000 }, (_, index) => index);
  await Promise.all(
    numbers.map((index) =>
      queue.submit(
        "staff",
        doing(() => void order.push(index)),
      ),
    ),
  );
  expect(order).toEqual(numbers);
});

test("beyond its bound the queue says busy with a hint instead of growing, and serves again afterwards", async () => {
  const { queue } = openQueue();
  const job = doing(() => undefined);
  const taken = Array.from({ length: QUEUE_LIMIT }, () => queue.submit("booking", job));
  expect(queue.waiting).toBe(QUEUE_LIMIT);
  const beyond = await Promise.all([queue.submit("booking", job), queue.submit("housekeeping", job)]);
  for (const answer of beyond)
    expect(answer).toEqual({ ok: false, error: { code: "busy", retryAfterMs: expect.any(Number) } });
  expect(queue.waiting).toBe(QUEUE_LIMIT);
  expect((await Promise.all(taken)).every((answer) => answer.ok)).toBe(true);
  expect(await queue.submit("booking", job)).toMatchObject({ ok: true });
  expect(queue.measurements.refusals).toEqual({ busy: 2 });
});

describe("one that fails in the middle of a group", () => {
  test("by a refusal or an exception leaves the others as they are", async () => {
    const { queue, committed, unexpected } = openQueue();
    const fault = new Error("a mistake of ours");
    const answers = await Promise.all([
      queue.submit("booking", writing("a")),
      queue.submit("booking", throwing(fault)),
      queue.submit("booking", refusing("b")),
      queue.submit(
        "booking",
        doing((db) => db.exec("INSERT INTO setting (key, value) VALUES ('c', 'no json')")),
      ),
      queue.submit("booking", writing("d")),
    ]);
    expect(answers.map(codeOf)).toEqual(["ok", "unexpected", "not-allowed", "unexpected", "ok"]);
    expect(committed()).toEqual(["a", "d"]);
    expect(unexpected[0]).toEqual({ name: "throw", error: fault });
    expect(queue.measurements.commits).toBe(1);
  });

  test("by something that is no error does not stop the queue", async () => {
    const { queue, committed } = openQueue();
    const answers = await Promise.all([
      queue.submit("booking", throwing(undefined)),
      queue.submit("booking", throwing("text")),
      queue.submit("booking", writing("a")),
    ]);
    expect(answers.map(codeOf)).toEqual(["unexpected", "unexpected", "ok"]);
    expect(committed()).toEqual(["a"]);
  });

  test("by ending the transaction itself makes the others run again, one by one", async () => {
    const { queue, committed } = openQueue();
    let times = 0;
    const ending = doing((db) => {
      times++;
      db.exec("ROLLBACK");
      throw Object.assign(new Error("disk I/O error"), { code: "SQLITE_IOERR_WRITE" });
    });
    const limited = {
      ...ending,
      run: (db: Parameters<typeof ending.run>[0]) => (times < 2 ? ending.run(db) : writing("c").run(db)),
    };
    const answers = await Promise.all([
      queue.submit("booking", writing("a")),
      queue.submit("booking", writing("b")),
      queue.submit("booking", limited),
      queue.submit("booking", writing("d")),
    ]);
    expect(answers.map(codeOf)).toEqual(["ok", "ok", "ok", "ok"]);
    expect(committed()).toEqual(["a", "b", "c", "d"]);
    expect(queue.measurements.retries).toBe(1);
  });
});

test("a window that cannot be told of a change stops nothing: what is committed stays, the next is served", async () => {
  const { queue, committed, unexpected } = openQueue();
  const told: string[] = [];
  const answers = await Promise.all([
    queue.submit("booking", {
      ...writing("a"),
      run: (db) => ({
        ...writing("a").run(db),
        committed: () => {
          throw new Error("Object has been destroyed");
        },
      }),
    }),
    queue.submit("booking", {
      ...writing("b"),
      run: (db) => ({ ...writing("b").run(db), committed: () => told.push("b") }),
    }),
  ]);
  expect(answers.map(codeOf)).toEqual(["ok", "ok"]);
  expect(await queue.submit("booking", writing("c"))).toMatchObject({ ok: true });
  expect(committed()).toEqual(["a", "b", "c"]);
  expect(told).toEqual(["b"]);
  expect(unexpected.map(({ name }) => name)).toEqual(["write a"]);
});

test("windows are told after the commit, and of nothing that was refused", async () => {
  const { queue, committed } = openQueue();
  const told: string[][] = [];
  const telling = (job: ReturnType<typeof writing>) => ({
    ...job,
    run: (db: Parameters<typeof job.run>[0]) => ({
      ...job.run(db),
      committed: () => void told.push(committed()),
    }),
  });
  await Promise.all([
    queue.submit("booking", telling(writing("a"))),
    queue.submit("booking", telling(refusing("b"))),
  ]);
  expect(told).toEqual([["a"]]);
});

test("a closing queue finishes what waits and takes no more", async () => {
  const { queue, committed } = openQueue();
  const waiting = ["a", "b", "c"].map((key) => queue.submit("housekeeping", writing(key)));
  await queue.close();
  expect(committed()).toEqual(["a", "b", "c"]);
  expect((await Promise.all(waiting)).map(codeOf)).toEqual(["ok", "ok", "ok"]);
  expect(codeOf(await queue.submit("booking", writing("d")))).toBe("not-ready");
});

test("idle is said when nothing is left to do, not before", async () => {
  const idle: string[][] = [];
  const { queue, committed } = openQueue({ onIdle: () => void idle.push(committed()) });
  await Promise.all(["a", "b"].map((key) => queue.submit("booking", writing(key))));
  await queue.idle();
  expect(idle).toEqual([["a", "b"]]);
});
