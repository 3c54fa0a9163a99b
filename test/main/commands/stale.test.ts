import { expect, test } from "vitest";
import { done, refused } from "../../helpers/call.ts";
import { openPracticeDesk, otherWindow } from "../../helpers/practice-desk.ts";
import { everything } from "../../helpers/raw-database.ts";
import { at, OFFICE_HOURS } from "../../helpers/set-up-practice.ts";

/** Two people look at the same row; the second to save is told what it is now, and nothing is overwritten. */

const unknown = "00000000-0000-4000-8000-00000000dead";

test("every row a person edits refuses an edit of what is no longer there, with the current row", async () => {
  const d = await openPracticeDesk();
  const { ada } = d.practitioners;
  const appointment = (await done(d.book({ startsAt: at("10:00") }))).appointment;
  const other = (await done(d.book({ startsAt: at("11:00"), clientId: d.clients[1] }))).appointment;
  const made = await done(
    d.send("blocks.create", {
      practitionerId: ada,
      startsAt: at("13:00"),
      endsAt: at("14:00"),
      reason: "course",
    }),
  );
  const block = made.blocks[0] ?? { id: "" };
  const practice = (await done(d.ask("practice.read", {}))).practice ?? { id: "" };
  const type = { name: "Short", durationMinutes: 15, bufferMinutes: 0, colour: 2 };
  const time = { startsAt: at("13:00"), endsAt: at("14:00"), reason: "workshop" };
  const client = { id: d.clients[0] as string };

  const edits: [
    of: { id: string },
    current: object,
    edit: (seen: { id: string; version: number }) => Promise<{ ok: boolean }>,
  ][] = [
    [appointment, { status: "booked" }, (e) => d.send("appointments.change", { ...e, source: "email" })],
    [
      appointment,
      { source: "email" },
      (e) => d.send("appointments.move", { ...e, practitionerId: ada, startsAt: at("9:00") }),
    ],
    [
      appointment,
      { startsAt: at("9:00") },
      (e) => d.send("appointments.swap", { first: e, second: { id: other.id, version: 1 } }),
    ],
    [appointment, {}, (e) => d.send("appointments.set-status", { ...e, status: "arrived" })],
    [appointment, { status: "arrived" }, (e) => d.send("appointments.cancel", { ...e, reason: "ill" })],
    [block, { reason: "course" }, (e) => d.send("blocks.change", { ...e, ...time })],
    [block, { reason: "workshop" }, (e) => d.send("blocks.remove", e)],
    [client, { name: "Client 01" }, (e) => d.send("clients.change", { ...e, name: "Client One" })],
    [{ id: ada }, { name: "Dr Ada Winter" }, (e) => d.send("practitioners.change", { ...e, name: "Ada" })],
    [
      { id: d.rooms.blue },
      { retired: false },
      (e) => d.send("rooms.change", { ...e, name: "Blue", retired: true }),
    ],
    [{ id: d.types.short }, { bufferMinutes: 0 }, (e) => d.send("types.change", { ...e, ...type })],
    [
      practice,
      { zone: "Europe/Berlin" },
      (e) => d.send("practice.change", { ...e, name: "New", zone: "Europe/Paris" }),
    ],
  ];
  const versions = new Map<string, number>();
  for (const [{ id }, current, edit] of edits) {
    const version = versions.get(id) ?? 1;
    for (const seen of [version + 1, version - 1].filter((v) => v > 0)) {
      const before = everything(d.raw);
      expect(await refused(edit({ id, version: seen }) as never)).toMatchObject({
        code: "stale",
        id,
        current: { ...current, version },
      });
      expect(everything(d.raw)).toEqual(before);
    }
    expect(await refused(edit({ id: unknown, version }) as never)).toMatchObject({
      code: "not-found",
      id: unknown,
    });
    await done(edit({ id, version }) as never);
    versions.set(id, version + 1);
  }
});

test("of two who save at the same moment the second is told", async () => {
  const d = await openPracticeDesk();
  const { id, version } = (await done(d.book({ startsAt: at("10:00") }))).appointment;
  const [first, second] = await Promise.all([
    d.send("appointments.move", { id, version, practitionerId: d.practitioners.ada, startsAt: at("13:00") }),
    d.send(
      "appointments.move",
      { id, version, practitionerId: d.practitioners.ada, startsAt: at("14:00") },
      otherWindow,
    ),
  ]);
  expect(first).toMatchObject({ ok: true });
  expect(second).toMatchObject({ ok: false, error: { code: "stale", current: { startsAt: at("13:00") } } });
});

test("what was made and taken back again cannot be referred to any more", async () => {
  const d = await openPracticeDesk();
  const { ada } = d.practitioners;
  const book = (more: object) => refused(d.book({ startsAt: at("10:00"), ...more }));
  const client = await done(d.send("clients.create", { name: "By mistake" }));
  const type = await done(
    d.send("types.create", { name: "Odd", durationMinutes: 20, bufferMinutes: 0, colour: 1 }),
  );
  const room = await done(d.send("rooms.create", { name: "Cellar" }));
  const somebody = await done(d.send("practitioners.create", { name: "Nobody", pattern: OFFICE_HOURS }));
  for (const { opId } of [client, type, room, somebody]) await done(d.send("appointments.undo", { opId }));
  const gone = { code: "not-found" };
  expect(await book({ clientId: client.client.id })).toMatchObject(gone);
  expect(await book({ typeId: type.type.id })).toMatchObject(gone);
  expect(await book({ roomId: room.room.id })).toMatchObject(gone);
  expect(await book({ practitionerId: somebody.practitioner.id })).toMatchObject(gone);
  expect(
    await refused(d.send("clients.change", { id: client.client.id, version: 2, name: "x" })),
  ).toMatchObject(gone);
  const off = {
    practitionerId: somebody.practitioner.id,
    startsAt: at("9:00"),
    endsAt: at("10:00"),
    reason: "x",
  };
  expect(await refused(d.send("blocks.create", off))).toMatchObject(gone);
  expect(
    await refused(
      d.send("appointments.hold", { practitionerId: ada, startsAt: at("9:00"), typeId: type.type.id }),
    ),
  ).toMatchObject(gone);
});

test("nothing new is booked with a retired type or room, and what has them keeps them", async () => {
  const d = await openPracticeDesk();
  const { blue } = d.rooms;
  const { appointment } = await done(d.book({ startsAt: at("10:00"), roomId: blue }));
  await done(d.send("rooms.change", { id: blue, version: 1, name: "Blue", retired: true }));
  expect(await refused(d.book({ startsAt: at("12:00"), roomId: blue }))).toMatchObject({
    code: "invalid-input",
    issues: [{ path: "roomId" }],
  });
  const type = { name: "Intake", durationMinutes: 50, bufferMinutes: 10, colour: 1, retired: true };
  const typeId = appointment.typeId ?? "";
  await done(d.send("types.change", { ...type, id: typeId, version: 1 }));
  expect(await refused(d.book({ startsAt: at("12:00"), typeId }))).toMatchObject({
    code: "invalid-input",
    issues: [{ path: "typeId" }],
  });
  const moved = { id: appointment.id, version: 1, practitionerId: appointment.practitionerId };
  await done(d.send("appointments.move", { ...moved, startsAt: at("9:00") }));
});

test("saving what is there already leaves no op, and offers no undo", async () => {
  const d = await openPracticeDesk();
  const ops = () => d.raw.prepare("SELECT count(*) FROM outbox").pluck().get() as number;
  const before = ops();
  const { undoUntil, practitioner } = await done(
    d.send("practitioners.change", { id: d.practitioners.ada, version: 1, name: "Dr Ada Winter" }),
  );
  expect([ops(), undoUntil, practitioner.version]).toEqual([before, d.clock(), 1]);
});
