import { QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createQueryClient } from "../../renderer/queries/client.ts";
import { followEvents } from "../../renderer/queries/events.ts";
import { answerOptions } from "../../renderer/queries/use-answer.ts";

let answers: ((value: unknown) => void)[] = [];
const listeners = new Map<string, (payload: unknown) => void>();
const client = createQueryClient();

beforeEach(() => {
  answers = [];
  vi.stubGlobal("window", {
    anteroom: {
      invoke: () => new Promise((resolve) => answers.push((value) => resolve({ ok: true, value }))),
      on: (name: string, listener: (payload: unknown) => void) => {
        listeners.set(name, listener);
        return () => listeners.delete(name);
      },
    },
  });
});
afterEach(() => {
  client.clear();
  vi.unstubAllGlobals();
});

test("what changes while the first answer is on its way is asked for again", async () => {
  const stop = followEvents(client);
  const shown = new QueryObserver(client, answerOptions("schedule.day", { day: "2026-11-24" }));
  const leave = shown.subscribe(() => undefined);
  expect(answers).toHaveLength(1);
  listeners.get("schedule-changed")?.({ days: ["2026-11-24"] });
  answers[0]?.("as it was");
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.("as it is");
  await vi.waitFor(() => expect(shown.getCurrentResult().data).toBe("as it is"));
  expect(answers).toHaveLength(2);
  leave();
  stop();
});

test("one that was answered already is asked for once, and another day's not at all", async () => {
  const stop = followEvents(client);
  const shown = new QueryObserver(client, answerOptions("schedule.day", { day: "2026-11-24" }));
  const leave = shown.subscribe(() => undefined);
  answers[0]?.("as it was");
  await vi.waitFor(() => expect(shown.getCurrentResult().data).toBe("as it was"));
  listeners.get("schedule-changed")?.({ days: ["2026-11-25"] });
  expect(answers).toHaveLength(1);
  listeners.get("schedule-changed")?.({ days: ["2026-11-24"] });
  answers[1]?.("as it is");
  await vi.waitFor(() => expect(shown.getCurrentResult().data).toBe("as it is"));
  expect(answers).toHaveLength(2);
  leave();
  stop();
});
