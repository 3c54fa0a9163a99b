import { call, done } from "./helpers/call.ts";
import { expect, test } from "./helpers/desk.ts";
import { at, bookingOf, setUpPractice } from "./helpers/practice.ts";

test("junk from the window is refused and counted, and the app goes on", async ({ launchDesk }) => {
  const desk = await launchDesk();
  const practice = await setUpPractice(desk.window);
  const good = bookingOf(practice, { startsAt: at("10:00") });
  const before = (await done(call(desk.window, "health.read", {}))).rejectedCalls;

  const codes = await desk.window.evaluate(async (booking) => {
    const requestId = crypto.randomUUID();
    const long = "x".repeat(10 * 1024 * 1024);
    const inherited = JSON.parse('{"__proto__": {"admin": true}}') as object;
    const junk: [string, unknown][] = [
      ["appointments.book", { ...booking, requestId, startsAt: Number.NaN }],
      ["appointments.book", { ...booking, requestId, startsAt: 2 ** 53 + 2 }],
      ["appointments.book", { ...booking, requestId, startsAt: Number.POSITIVE_INFINITY }],
      ["appointments.book", { ...booking, requestId, startsAt: "10:00" }],
      ["appointments.book", { ...booking, requestId, startsAt: -1 }],
      ["appointments.book", { ...booking, requestId, note: long }],
      ["appointments.book", { ...booking, requestId, practitionerId: "1; DROP TABLE appointment" }],
      ["appointments.book", { ...booking, requestId, status: "fulfilled" }],
      ["appointments.book", { ...booking, requestId, ...inherited, durationMinutes: 0 }],
      ["appointments.book", Object.assign(Object.create(null), { ...booking, startsAt: null })],
      ["appointments.book", null],
      ["appointments.book", undefined],
      ["appointments.book", []],
      ["appointments.book", new Map([["requestId", requestId]])],
      ["clients.create", { requestId, name: "" }],
      ["clients.create", { requestId, name: "a\u0000b" }],
      ["clients.create", { requestId, name: "A", __proto__: null, constructor: "b" }],
      ["clients.search", { text: long }],
      ["schedule.day", { day: "2026-02-30" }],
      ["practice.change", { requestId, id: requestId, version: 1, name: "A", zone: "Mars/Olympus" }],
      ["constructor", {}],
      ["__proto__", {}],
      ["toString", {}],
      ["appointments.destroy-all", {}],
    ];
    const answers: string[] = [];
    for (const [channel, input] of junk) {
      const invoke = window.anteroom.invoke as (name: unknown, wish: unknown) => Promise<unknown>;
      const answer = (await invoke(channel, input)) as { ok: boolean; error?: { code: string } };
      answers.push(answer.ok ? `done: ${channel}` : (answer.error?.code ?? "?"));
    }
    return answers;
  }, good);
  expect(codes).toEqual([
    ...Array.from({ length: 20 }, () => "invalid-input"),
    ...Array.from({ length: 4 }, () => "unknown-channel"),
  ]);

  // Neither can be cloned, so neither leaves the page.
  const thrown = await desk.window.evaluate(async (booking) => {
    const invoke = window.anteroom.invoke as (name: unknown, wish: unknown) => Promise<unknown>;
    const outcome = (input: unknown): Promise<string> =>
      Promise.resolve()
        .then(() => invoke("appointments.book", input))
        .then(
          (answer) => ((answer as { ok: boolean }).ok ? "done" : "refused"),
          () => "refused",
        );
    const circle: Record<string, unknown> = { ...booking };
    circle["itself"] = circle;
    return [await outcome({ ...booking, startsAt: () => 1 }), await outcome(circle)];
  }, good);
  expect(thrown).toEqual(["refused", "refused"]);

  const { rejectedCalls } = await done(call(desk.window, "health.read", {}));
  expect((rejectedCalls["invalid-input"] ?? 0) - (before["invalid-input"] ?? 0)).toBeGreaterThanOrEqual(20);
  const { clients } = await done(call(desk.window, "clients.search", { text: "a" }));
  expect(clients.map(({ name }) => name)).toEqual(["Amina Diallo"]);
  expect((await done(call(desk.window, "appointments.book", good))).appointment.startsAt).toBe(at("10:00"));
  expect(await desk.window.evaluate(() => "admin" in {})).toBe(false);
});
