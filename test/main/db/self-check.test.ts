import { expect, test } from "vitest";
import type { WritableDb } from "../../../main/db/connection.ts";
import { constraintsMissing, countOverlaps, overlapsOf, probe } from "../../../main/db/self-check.ts";
import { addAppointments, MORNING, newDataDir, open, usedDataDir, writerOf } from "./data-dir.ts";

const desk = async (appointments = 3): Promise<WritableDb> =>
  writerOf(await open(await usedDataDir(appointments)));

test("a sound database misses nothing, refuses the probe and has no overlap", async () => {
  const db = await desk();
  expect(constraintsMissing(db)).toEqual([]);
  expect(probe(db)).toBe(true);
  expect(countOverlaps(db)).toBe(0);
});

test("the probe works before there is any practitioner, and leaves nothing behind", async () => {
  const db = writerOf(await open(newDataDir()));
  const changes = db
    .prepare("SELECT count(*) FROM practitioner UNION ALL SELECT count(*) FROM appointment")
    .pluck();
  expect(probe(db)).toBe(true);
  expect(changes.all()).toEqual([0, 0]);
  expect(db.inTransaction).toBe(false);
});

test("the probe keeps what the transaction around it has done", async () => {
  const db = await desk(0);
  db.transaction(() => {
    addAppointments(db, 0, 1);
    expect(probe(db)).toBe(true);
    addAppointments(db, 1, 1);
  }).immediate();
  expect(db.prepare("SELECT id FROM appointment").pluck().all()).toEqual(["a0", "a1"]);
});

test.each(["insert", "update"])(
  "a dropped %s trigger is named, and the probe gets through",
  async (event) => {
    const db = await desk();
    db.exec(`DROP TRIGGER appointment_no_overlap_${event}`);
    expect(constraintsMissing(db)).toEqual([`trigger appointment_no_overlap_${event}`]);
    expect(probe(db)).toBe(false);
    expect(db.prepare("SELECT count(*) FROM appointment").pluck().get()).toBe(3);
  },
);

test("a trigger that looks at fewer changes than all is named", async () => {
  const db = await desk();
  const sql = db
    .prepare<[], string>("SELECT sql FROM sqlite_schema WHERE name = 'appointment_no_overlap_update'")
    .pluck()
    .get() as string;
  db.exec("DROP TRIGGER appointment_no_overlap_update");
  db.exec(sql.replace("BEFORE UPDATE ON", "BEFORE UPDATE OF starts_at ON"));
  expect(constraintsMissing(db)).toEqual([
    expect.stringContaining("trigger appointment_no_overlap_update: BEFORE UPDATE ON"),
  ]);
});

test("a dropped unique slot is named", async () => {
  const db = await desk();
  db.exec("DROP INDEX appointment_slot");
  expect(constraintsMissing(db)).toEqual(["index appointment_slot"]);
});

test("settings under which constraints would not bite are named", async () => {
  const db = await desk();
  db.pragma("foreign_keys = OFF");
  db.pragma("recursive_triggers = OFF");
  db.pragma("synchronous = NORMAL");
  db.pragma("ignore_check_constraints = ON");
  expect(constraintsMissing(db)).toEqual([
    "setting foreign_keys",
    "setting recursive_triggers",
    "setting synchronous",
    "setting ignore_check_constraints",
  ]);
});

test("overlaps are counted for practitioners and for rooms, also when a long one contains several", async () => {
  const db = await desk(0);
  for (const event of ["insert", "update"]) db.exec(`DROP TRIGGER appointment_no_overlap_${event}`);
  db.exec("INSERT INTO room (id, name) VALUES ('r1', 'Room 1')");
  db.exec("INSERT INTO practitioner (id, name) VALUES ('p2', 'Dr Ben Hill')");
  const insert = db.prepare(
    `INSERT INTO appointment
       (id, practitioner_id, room_id, status, placed, starts_at, ends_at, busy_until, source, booked_by, booked_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'phone', 'front desk', 0)`,
  );
  const put = (
    id: string,
    who: string,
    room: string | null,
    from: number,
    until: number,
    status = "booked",
    placed = 1,
  ) => insert.run(id, who, room, status, placed, MORNING + from, MORNING + until, MORNING + until);
  put("long", "p1", null, 0, 7200);
  put("inside", "p1", null, 600, 1200);
  put("inside too", "p1", null, 1800, 2400);
  put("after", "p1", "r1", 7200, 9000);
  put("same room", "p2", "r1", 8000, 9000);
  put("cancelled", "p1", null, 700, 800, "cancelled");
  put("unplaced", "p1", null, 701, 800, "booked", 0);
  expect(countOverlaps(db)).toBe(3);
});

test.each(["practitioner_id", "room_id"] as const)(
  "overlaps of %s are counted along an index",
  async (resource) => {
    const db = await desk();
    const plan = db
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${overlapsOf(resource)}`)
      .all()
      .map(({ detail }) => detail)
      .join("; ");
    expect(plan).toContain(
      resource === "room_id" ? "appointment_of_room" : "COVERING INDEX appointment_of_practitioner",
    );
    expect(plan).not.toContain("TEMP B-TREE");
  },
);
