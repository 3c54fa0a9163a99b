import { describe, expect, test } from "vitest";
import { COMMAND_LIMIT, READ_LIMIT, Router } from "../../../main/ipc/router.ts";
import { channelNames } from "../../../src/ipc/contract.ts";
import type { DatabaseState } from "../../../src/ipc/views.ts";
import { openPracticeDesk, type PracticeDesk } from "../../helpers/practice-desk.ts";
import { everything } from "../../helpers/raw-database.ts";
import { at } from "../../helpers/set-up-practice.ts";

const here = { window: "window-1", actor: "Front desk" };
const there = { window: "window-2", actor: "Second desk" };

const routed = (desk: PracticeDesk["desk"], state?: DatabaseState) => {
  const unexpected: unknown[] = [];
  const router = new Router({
    backend: {
      get state() {
        return state ?? desk.state;
      },
      command: (name, input, caller) => desk.command(name, input, caller),
      query: (name, input, caller) => desk.query(name, input, caller),
      appCall: async () => ({ ok: true, value: {} }),
    },
    onUnexpected: (_name, error) => {
      unexpected.push(error);
      return "reference";
    },
  });
  return { router, unexpected };
};
const codeOf = (answer: { ok: boolean; error?: { code: string } }) => (answer.ok ? "ok" : answer.error?.code);

describe("what is no call of ours", () => {
  test.each([
    ["a channel nobody knows", "appointments.steal"],
    ["an object's own names", "constructor"],
    ["a prototype", "__proto__"],
    ["another inherited name", "toString"],
    ["nothing", undefined],
    ["a number", 7],
    ["an object", { toString: () => "app.read" }],
    ["a list with a channel in it", ["app.read"]],
    ["a boxed channel", new String("app.read")],
    ["ten megabytes", "x".repeat(10_000_000)],
  ])("%s is refused as unknown, and counted", async (_name, channel) => {
    const d = await openPracticeDesk();
    const { router, unexpected } = routed(d.desk);
    const before = everything(d.raw);
    expect(await router.call(channel, {}, here)).toEqual({ ok: false, error: { code: "unknown-channel" } });
    expect(router.rejected).toEqual({ "unknown-channel": 1 });
    expect(unexpected).toEqual([]);
    expect(everything(d.raw)).toEqual(before);
  });

  test("input that the schema does not know is refused field by field, and counted", async () => {
    const d = await openPracticeDesk();
    const { router, unexpected } = routed(d.desk);
    const before = everything(d.raw);
    const good = {
      requestId: "00000000-0000-4000-8000-000000000001",
      practitionerId: d.practitioners.ada,
      clientId: d.clients[0],
      typeId: d.types.session,
      source: "phone",
      startsAt: at("10:00"),
    };
    const circular: Record<string, unknown> = { ...good };
    circular["self"] = circular;
    const inputs: [why: string, input: unknown][] = [
      ["nothing", undefined],
      ["null", null],
      ["text", "10:00"],
      ["a list", [good]],
      ["no number", { ...good, startsAt: Number.NaN }],
      ["endless", { ...good, startsAt: Number.POSITIVE_INFINITY }],
      ["beyond exact numbers", { ...good, startsAt: 2 ** 53 + 2 }],
      ["a fraction of a second", { ...good, startsAt: at("10:00") + 0.5 }],
      ["before the beginning", { ...good, startsAt: -1 }],
      ["a big integer", { ...good, startsAt: BigInt(at("10:00")) }],
      ["a date", { ...good, startsAt: new Date() }],
      ["text for a number", { ...good, startsAt: String(at("10:00")) }],
      ["no id", { ...good, practitionerId: "ada" }],
      ["SQL", { ...good, practitionerId: "x'; DROP TABLE appointment; --" }],
      ["an object for an id", { ...good, practitionerId: { $ne: null } }],
      ["no length", { ...good, durationMinutes: 0 }],
      ["a length beyond a day's work", { ...good, durationMinutes: 100_000 }],
      ["a source nobody knows", { ...good, source: "fax" }],
      ["ten megabytes of note", { ...good, note: "x".repeat(10_000_000) }],
      ["a control character", { ...good, note: "a\u0000b" }],
      ["a key nobody knows", { ...good, admin: true }],
      ["ten megabytes of key", { ...good, ["k".repeat(10_000_000)]: 1 }],
      [
        "a hundred thousand keys",
        { ...good, ...Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i])) },
      ],
      ["a prototype as a key of its own", JSON.parse(`{"__proto__": {"admin": true}, "requestId": "x"}`)],
      ["a field that is missing", { ...good, typeId: undefined }],
      ["itself inside itself", circular],
    ];
    for (const [why, input] of inputs) {
      const answer = await router.call("appointments.book", input, here);
      expect([why, codeOf(answer as never)]).toEqual([why, "invalid-input"]);
      expect(JSON.stringify(answer).length).toBeLessThan(10_000);
    }
    expect(router.rejected).toEqual({ "invalid-input": inputs.length });
    expect(unexpected).toEqual([]);
    expect(everything(d.raw)).toEqual(before);
    // The same input without any of that is a booking.
    expect(codeOf((await router.call("appointments.book", good, here)) as never)).toBe("ok");
  });

  test("a key of its own called __proto__ is refused, and what it carries reaches nothing", async () => {
    const d = await openPracticeDesk();
    const { router } = routed(d.desk);
    const input = JSON.parse(
      `{"requestId": "00000000-0000-4000-8000-000000000001", "name": "A", "__proto__": {"polluted": 1}}`,
    );
    const answer = await router.call("rooms.create", input, here);
    expect(codeOf(answer as never)).toBe("invalid-input");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(JSON.stringify(answer)).not.toContain("polluted");
  });

  test("what was typed is not repeated in what is said about it", async () => {
    const d = await openPracticeDesk();
    const { router } = routed(d.desk);
    const answer = await router.call(
      "clients.create",
      { name: 7, phone: "Somebody's secret", email: "secret" },
      here,
    );
    expect(codeOf(answer as never)).toBe("invalid-input");
    expect(JSON.stringify(answer)).not.toContain("ecret");
  });
});

describe("a flood from one window", () => {
  test("of commands is limited with a hint, and another window's booking is served as if nothing were", async () => {
    const d = await openPracticeDesk();
    const { router } = routed(d.desk);
    const input = { holdId: "00000000-0000-4000-8000-000000000001" };
    const flood = Array.from({ length: 5_000 }, () => router.call("appointments.release-hold", input, here));
    const other = router.call(
      "appointments.book",
      {
        requestId: "00000000-0000-4000-8000-000000000002",
        practitionerId: d.practitioners.ada,
        clientId: d.clients[0],
        typeId: d.types.session,
        source: "phone",
        startsAt: at("10:00"),
      },
      there,
    );
    expect(codeOf((await other) as never)).toBe("ok");
    const answers = await Promise.all(flood);
    const served = answers.filter((answer) => answer.ok).length;
    expect(served).toBeGreaterThanOrEqual(COMMAND_LIMIT.capacity);
    expect(served).toBeLessThan(COMMAND_LIMIT.capacity + 100);
    const limited = answers.find((answer) => !answer.ok);
    expect(limited).toEqual({ ok: false, error: { code: "rate-limited", retryAfterMs: expect.any(Number) } });
    expect(router.rejected["rate-limited"]).toBe(5_000 - served);
  });

  test("of questions is limited as well, apart from its commands", async () => {
    const d = await openPracticeDesk();
    const { router } = routed(d.desk);
    const answers = await Promise.all(
      Array.from({ length: READ_LIMIT.capacity * 2 }, () => router.call("rooms.list", {}, here)),
    );
    expect(answers.filter((answer) => !answer.ok).length).toBeGreaterThan(READ_LIMIT.capacity / 2);
    expect(codeOf((await router.call("rooms.list", {}, there)) as never)).toBe("ok");
    const settings = { key: "theme", value: "dark" };
    expect(codeOf((await router.call("settings.change", settings, here)) as never)).toBe("ok");
    // A window that is opened anew starts anew.
    router.forgetWindow(here.window);
    expect(codeOf((await router.call("rooms.list", {}, here)) as never)).toBe("ok");
  });
});

test("nobody without the right role is served, whatever the channel", async () => {
  const d = await openPracticeDesk();
  const { router } = routed(d.desk);
  const answer = await router.call("rooms.list", {}, here, "guest" as never);
  expect(answer).toEqual({ ok: false, error: { code: "not-allowed" } });
});

test("an exception never crosses: it becomes a reference", async () => {
  const failing = async () => {
    throw new Error("a mistake of ours");
  };
  const backend = { state: { state: "ready" as const }, command: failing, query: failing, appCall: failing };
  const router = new Router({ backend, onUnexpected: () => "reference" });
  const id = "00000000-0000-4000-8000-000000000001";
  const unexpected = { ok: false, error: { code: "unexpected", reference: "reference" } };
  expect(await router.call("rooms.list", {}, here)).toEqual(unexpected);
  expect(await router.call("appointments.release-hold", { holdId: id }, here)).toEqual(unexpected);
  expect(await router.call("app.read", {}, here)).toEqual(unexpected);
});

test("what the database's state forbids is answered before anything is tried", async () => {
  const d = await openPracticeDesk();
  const state = (name: string) => ({ state: name }) as DatabaseState;
  const answersIn = async (name: string) => {
    const { router } = routed(d.desk, state(name));
    const ask = async (channel: string, input: object) =>
      codeOf((await router.call(channel, input, here)) as never);
    return [
      await ask("app.read", {}),
      await ask("rooms.list", {}),
      await ask("settings.read", {}),
      await ask("settings.change", { key: "theme", value: "dark" }),
    ];
  };
  expect(await answersIn("ready")).toEqual(["ok", "ok", "ok", "ok"]);
  expect(await answersIn("first-run")).toEqual(["ok", "not-ready", "ok", "ok"]);
  expect(await answersIn("read-only")).toEqual(["ok", "ok", "ok", "read-only"]);
  for (const closed of ["missing", "newer", "in-use", "failed"])
    expect(await answersIn(closed)).toEqual(["ok", "not-ready", "not-ready", "not-ready"]);
  expect(await answersIn("damaged")).toEqual([
    "ok",
    "database-damaged",
    "database-damaged",
    "database-damaged",
  ]);
  expect(channelNames.length).toBeGreaterThan(30);
});
