import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { REQUEST_MEMORY_SECONDS } from "../../main/db/requests.ts";
import { contract } from "../../src/ipc/contract.ts";
import { done, refused } from "../helpers/call.ts";
import { openTestDesk } from "../helpers/open-test-desk.ts";
import { openPracticeDesk, otherWindow } from "../helpers/practice-desk.ts";
import { everything } from "../helpers/raw-database.ts";
import { at } from "../helpers/set-up-practice.ts";

test("asked again under the same request id, the same answer comes and nothing is done twice", async () => {
  const d = await openPracticeDesk();
  const booking = { startsAt: at("10:00"), requestId: randomUUID() };
  const first = await d.book(booking);
  const before = everything(d.raw);
  for (const caller of [undefined, otherWindow]) expect(await d.book(booking, caller)).toEqual(first);
  expect(everything(d.raw)).toEqual(before);
});

test("a hundred repetitions that arrive together make one booking", async () => {
  const d = await openPracticeDesk();
  const booking = { startsAt: at("10:00"), requestId: randomUUID() };
  const answers = await Promise.all(Array.from({ length: 100 }, () => d.book(booking)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ ok: true });
  expect(d.raw.prepare("SELECT count(*) FROM appointment").pluck().get()).toBe(1);
});

test("the same request id with other contents, or of another command, is a mistake and is told as one", async () => {
  const d = await openPracticeDesk();
  const requestId = randomUUID();
  await done(d.book({ startsAt: at("10:00"), requestId }));
  const before = everything(d.raw);
  expect(await d.book({ startsAt: at("11:00"), requestId })).toEqual({
    ok: false,
    error: { code: "request-reused", requestId },
  });
  const other = await d.send("clients.create", { name: "Somebody", requestId });
  expect(other).toMatchObject({ ok: false, error: { code: "request-reused" } });
  expect(everything(d.raw)).toEqual(before);
});

test("a refusal is not remembered: the same request may succeed once the reason is gone", async () => {
  const d = await openPracticeDesk();
  const { appointment } = await done(d.book({ startsAt: at("10:00") }));
  const second = { startsAt: at("10:00"), clientId: d.clients[1], requestId: randomUUID() };
  expect(await refused(d.book(second))).toMatchObject({ code: "slot-taken" });
  await done(d.send("appointments.cancel", { id: appointment.id, version: 1, reason: "ill" }));
  await done(d.book(second));
});

test("an answer is remembered across a restart, and for a week", async () => {
  const d = await openPracticeDesk();
  const requestId = randomUUID();
  const first = await d.book({ startsAt: at("10:00"), requestId });
  d.raw.close();
  await d.close();
  for (const [days, remembered] of [
    [6, 1],
    [8, 0],
  ] as const) {
    const again = await openTestDesk({ dataDir: d.dataDir, now: d.clock() + days * 86_400 });
    await again.desk.queue?.idle();
    const input = {
      requestId,
      practitionerId: d.practitioners.ada,
      clientId: d.clients[0],
      typeId: d.types.session,
      source: "phone",
      startsAt: at("10:00"),
    };
    const parsed = contract["appointments.book"].input.parse(input);
    const answer = await again.desk.command("appointments.book", parsed, otherWindow);
    if (remembered) expect(answer).toEqual(first);
    else expect(answer).toMatchObject({ ok: false, error: { code: "slot-taken" } });
    await again.close();
  }
  expect(REQUEST_MEMORY_SECONDS).toBe(7 * 86_400);
});
