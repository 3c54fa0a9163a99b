import { describe, expect, test, vi } from "vitest";
import type { Desk } from "../../../main/desk.ts";
import { book } from "../../helpers/book.ts";
import { command, done, query } from "../../helpers/call.ts";
import { at, MONDAY } from "../../helpers/set-up-practice.ts";
import { allShared, type SharedDesk, sharedPractice, until, viewOf } from "../../helpers/shared-desks.ts";

/** Two real desks on one real PostgreSQL, each over a line of its own. */

const dayOf = async ({ desk }: { desk: Desk }) => done(query(desk, "schedule.day", { day: MONDAY }));
const appointmentsOf = async (desk: SharedDesk) => (await dayOf(desk)).appointments;
const conflictsOf = async ({ desk }: { desk: Desk }, settled = false) =>
  (await done(query(desk, "conflicts.list", { settled }))).conflicts;

test("what is booked on one desk is seen on the other, and confirmed where it was booked", async () => {
  const practice = await sharedPractice();
  const [one, two] = practice.desks as [SharedDesk, SharedDesk];
  const { appointment } = await done(book(one.desk, practice, { startsAt: at("09:00") }));
  await vi.waitFor(async () =>
    expect((await appointmentsOf(two)).map(({ id }) => id)).toEqual([appointment.id]),
  );
  await until(one, ({ waiting }) => waiting === 0);
  const shown = [...(await appointmentsOf(one)), ...(await appointmentsOf(two))];
  expect(shown.map(({ sharing }) => sharing)).toEqual(["confirmed", "confirmed"]);
  expect(two.told).toContainEqual(expect.objectContaining({ name: "schedule-changed" }));
});

test("two desks that booked one time while apart: one has it, the other's is a conflict on both", async () => {
  const practice = await sharedPractice();
  const [one, two] = practice.desks as [SharedDesk, SharedDesk];
  for (const { line } of practice.desks) line.cut();
  const first = await done(book(one.desk, practice, { startsAt: at("09:00") }));
  const second = await done(
    book(two.desk, practice, { startsAt: at("09:30"), clientId: practice.clients[1] }),
  );
  expect((await appointmentsOf(one))[0]).toMatchObject({ sharing: "provisional", placed: true });
  await until(one, ({ state, waiting }) => state === "offline" && waiting === 1);

  one.line.mend();
  await one.desk.sharing.exchangeNow();
  two.line.mend();
  await two.desk.sharing.exchangeNow();
  await allShared([one, two]);

  for (const desk of [one, two]) {
    const placed = new Map((await appointmentsOf(desk)).map(({ id, placed: has }) => [id, has]));
    expect(placed).toEqual(
      new Map([
        [first.appointment.id, true],
        [second.appointment.id, false],
      ]),
    );
    expect(await conflictsOf(desk)).toMatchObject([
      { kind: "slot-taken", provisional: false, loser: { appointment: { id: second.appointment.id } } },
    ]);
    expect(viewOf(desk).openConflicts).toBe(1);
  }

  // Settled on the desk that lost nothing: it is settled on both.
  const [conflict] = await conflictsOf(one);
  await done(
    command(one.desk, "conflicts.resolve", {
      conflictId: conflict?.id ?? "",
      how: "moved",
      practitionerId: practice.practitioners.ada,
      startsAt: at("11:00"),
    }),
  );
  await vi.waitFor(async () => expect(await conflictsOf(two)).toEqual([]));
  const moved = (await appointmentsOf(two)).find(({ id }) => id === second.appointment.id);
  expect(moved).toMatchObject({ placed: true, startsAt: at("11:00") });
  expect(two.told).toContainEqual({ name: "conflicts-changed", data: {} });
});

test("a hold is seen on the other desk while somebody is on the phone, and gone when it is let go", async () => {
  const practice = await sharedPractice();
  const [one, two] = practice.desks as [SharedDesk, SharedDesk];
  const { holdId } = await done(
    command(one.desk, "appointments.hold", {
      practitionerId: practice.practitioners.ada,
      typeId: practice.types.session,
      startsAt: at("10:00"),
    }),
  );
  await vi.waitFor(async () =>
    expect((await dayOf(two)).remoteHolds).toMatchObject([{ holdId, deskName: "Desk 1" }]),
  );
  await done(command(one.desk, "appointments.release-hold", { holdId }));
  await vi.waitFor(async () => expect((await dayOf(two)).remoteHolds).toEqual([]));
});

describe("a desk that is closed while somebody holds a time", () => {
  async function holding() {
    const practice = await sharedPractice();
    const [one, two] = practice.desks as [SharedDesk, SharedDesk];
    const { holdId } = await done(
      command(one.desk, "appointments.hold", {
        practitionerId: practice.practitioners.ada,
        typeId: practice.types.session,
        startsAt: at("10:00"),
      }),
    );
    await vi.waitFor(async () => expect((await dayOf(two)).remoteHolds).toMatchObject([{ holdId }]));
    return { practice, one, two };
  }

  test("gives it back to the others", async () => {
    const { practice, one, two } = await holding();
    await one.close();
    await vi.waitFor(async () => expect((await dayOf(two)).remoteHolds).toEqual([]), { timeout: 5_000 });
    expect((await book(two.desk, practice, { startsAt: at("10:00") })).ok).toBe(true);
  });

  test("does not wait for a server that does not answer", async () => {
    const { one } = await holding();
    one.line.stall();
    const startedAt = performance.now();
    await one.close();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

test("the second desk gets a name of its own, and a new name is known to the other", async () => {
  const practice = await sharedPractice();
  const [one, two] = practice.desks as [SharedDesk, SharedDesk];
  expect([one.desk.deskName, two.desk.deskName]).toEqual(["Desk 1", "Desk 2"]);
  await done(command(two.desk, "settings.change", { key: "desk-name", value: "Upstairs" }));
  await vi.waitFor(async () => {
    await one.desk.sharing.exchangeNow();
    expect(
      viewOf(one)
        .desks.map(({ name }) => name)
        .toSorted(),
    ).toEqual(["Desk 1", "Upstairs"]);
  });
});

test("one booking after the other is confirmed here and seen there, without anybody asking", async () => {
  const practice = await sharedPractice();
  const [one, two] = practice.desks as [SharedDesk, SharedDesk];
  await allShared([one, two]);
  for (let index = 0; index < 12; index += 1) {
    const startsAt = at("09:00") + index * 86_400 * 7;
    const { id } = (await done(book(one.desk, practice, { startsAt }))).appointment;
    // How long that takes is for the bench to say.
    for (const { desk } of [one, two])
      await vi.waitFor(
        async () => {
          const { appointment } = await done(query(desk, "appointments.read", { id }));
          expect(appointment.sharing).toBe("confirmed");
        },
        { interval: 2, timeout: 10_000 },
      );
  }
});
