import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { send } from "../../renderer/queries/send.ts";

type Call = [channel: string, input: { requestId?: string }];

const calls: Call[] = [];
let answers: (() => unknown)[] = [];

beforeEach(() => {
  calls.length = 0;
  vi.stubGlobal("window", {
    anteroom: {
      invoke: async (...call: Call) => {
        calls.push(call);
        return answers.shift()?.();
      },
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

const done = () => ({ ok: true, value: { opId: "op", undoUntil: 10 } });
const busy = () => ({ ok: false, error: { code: "busy", retryAfterMs: 1 } });
const lost = () => {
  throw new Error("the other side is gone");
};
const undo = (onBusy = () => {}) =>
  send("appointments.undo", { opId: "01a20916-5e99-7174-8c3c-aeafa858e0c8" }, { onBusy });
const ids = () => new Set(calls.map(([, input]) => input.requestId));

test("while main is busy the same request is sent again, and the person is told", async () => {
  answers = [busy, busy, done];
  const told = vi.fn();
  const sent = await undo(told);
  expect(sent.answer.ok).toBe(true);
  expect(calls).toHaveLength(3);
  expect(ids().size).toBe(1);
  expect(told).toHaveBeenCalledTimes(2);
});

test("a lost answer is asked for again under the same id", async () => {
  answers = [lost, done];
  expect((await undo()).answer.ok).toBe(true);
  expect(ids().size).toBe(1);
});

test("when nobody knows whether it was done, the id stays open for the next try", async () => {
  answers = [lost, lost];
  const sent = await undo();
  expect(sent.answer.ok).toBe(false);
  expect(sent.openRequestId).toBe(calls[0]?.[1].requestId);
});

test("a refusal is final: the next try is a new request", async () => {
  answers = [() => ({ ok: false, error: { code: "undo-expired", opId: "op" } })];
  const sent = await undo();
  expect(calls).toHaveLength(1);
  expect(sent.openRequestId).toBeNull();
});

test("main that stays busy is not waited for without end", async () => {
  answers = [() => ({ ok: false, error: { code: "busy", retryAfterMs: 60_000 } })];
  const sent = await undo();
  expect(sent.answer.ok).toBe(false);
  expect(sent.openRequestId).not.toBeNull();
});

test("a command whose repetition does no harm carries no request id", async () => {
  answers = [() => ({ ok: true, value: {} })];
  await send("appointments.release-hold", { holdId: "01a20916-5e99-7174-8c3c-aeafa858e0c8" });
  expect(calls[0]?.[1]).not.toHaveProperty("requestId");
});
