import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { contract } from "../../../src/ipc/contract.ts";
import { openPracticeDesk, type PracticeDesk } from "../../helpers/practice-desk.ts";
import { overlapsIn } from "../../helpers/raw-database.ts";
import { at } from "../../helpers/set-up-practice.ts";

const CALLERS = 10_000;

/** As many callers at once, each at a window of its own, straight at the queue. */
function askAll(d: PracticeDesk, startOf: (index: number) => number) {
  const { input: schema } = contract["appointments.book"];
  const ask = (index: number) =>
    d.desk.command(
      "appointments.book",
      schema.parse({
        requestId: randomUUID(),
        practitionerId: d.practitioners.ada,
        clientId: d.clients[index % d.clients.length],
        typeId: d.types.session,
        source: "phone",
        startsAt: startOf(index),
      }),
      { window: `window-${index}`, actor: `Desk ${index}` },
    );
  return Promise.all(Array.from({ length: CALLERS }, (_, index) => ask(index)));
}

type Refusal = {
  code: string;
  taken: { appointmentId: string; bookedBy: string };
  nearest: { startsAt: number }[];
};

test("ten thousand ask for one time: one gets it, each other is told who has it and what is free", async () => {
  const d = await openPracticeDesk();
  const answers = await askAll(d, () => at("10:00"));
  const winners = answers.flatMap((answer) =>
    answer.ok ? [answer.value as { appointment: { id: string; bookedBy: string } }] : [],
  );
  expect(winners).toHaveLength(1);
  const { id, bookedBy } = winners[0]?.appointment ?? { id: "", bookedBy: "" };
  const told = new Set(answers.flatMap((answer) => (answer.ok ? [] : [JSON.stringify(answer.error)])));
  expect(told.size).toBe(1);
  const refusal = JSON.parse([...told][0] ?? "{}") as Refusal;
  expect(refusal).toMatchObject({ code: "slot-taken", taken: { appointmentId: id, bookedBy } });
  expect(refusal.nearest.map((time) => time.startsAt)).toEqual([at("10:00"), at("11:00"), at("9:00")]);
  expect(d.raw.prepare("SELECT count(*) FROM appointment").pluck().get()).toBe(1);
  // The losers wrote nothing: one op and one audit entry more than the practice's own.
  expect(d.raw.prepare("SELECT count(*) FROM audit WHERE action = 'appointments.book'").pluck().get()).toBe(
    1,
  );
  expect(
    d.raw.prepare("SELECT count(*) FROM accepted_request WHERE answer LIKE '%appointment%'").pluck().get(),
  ).toBe(1);
});

test("ten thousand ask for times that overlap in part: those who got one do not, those who did not are right", async () => {
  const d = await openPracticeDesk();
  // Every five minutes of the day, in no order.
  const starts = Array.from({ length: 96 }, (_, index) => at("9:00") + ((index * 37) % 96) * 300);
  const answers = await askAll(d, (index) => starts[index % starts.length] as number);
  expect(overlapsIn(d.raw)).toEqual([]);
  const booked = d.raw.prepare("SELECT id, starts_at, busy_until FROM appointment").all() as {
    id: string;
    starts_at: number;
    busy_until: number;
  }[];
  expect(booked.length).toBe(answers.filter((answer) => answer.ok).length);
  expect(booked.length).toBeGreaterThan(3);
  for (const [index, answer] of answers.entries()) {
    if (answer.ok) continue;
    const startsAt = starts[index % starts.length] as number;
    if (answer.error.code === "outside-hours") continue;
    const { code, taken } = answer.error as Refusal;
    expect(code).toBe("slot-taken");
    const holder = booked.find((row) => row.id === taken.appointmentId);
    expect(holder && holder.starts_at < startsAt + 3600 && startsAt < holder.busy_until).toBe(true);
  }
});
