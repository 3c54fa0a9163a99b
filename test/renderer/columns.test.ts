import { expect, test } from "vitest";
import { dayAxis } from "../../renderer/board/axis.ts";
import {
  columnAt,
  columnsOf,
  freeUntil,
  labelPlace,
  meetingAt,
  outside,
  weekColumnsOf,
} from "../../renderer/board/columns.ts";
import { cardAt, nextStop } from "../../renderer/board/stops.ts";
import { shownDays, weekStart } from "../../renderer/board/week.ts";
import type { AppointmentView, DayView, WeekView } from "../../src/ipc/views.ts";

const HOUR = 3_600;
const AXIS = dayAxis("UTC", "1970-01-01");
const base: AppointmentView = {
  id: "a",
  practitionerId: "p",
  roomId: null,
  clientId: "c",
  clientName: "Maria Lopez",
  typeId: "t",
  status: "booked",
  placed: true,
  startsAt: 10 * HOUR,
  endsAt: 10 * HOUR + 3_000,
  busyUntil: 11 * HOUR,
  source: "phone",
  seriesId: null,
  outsideReason: null,
  cancelReason: null,
  capacity: null,
  attendees: [],
  holdExpiresAt: null,
  heldHere: false,
  bookedBy: "Desk 1",
  bookedAt: 0,
  sharing: "local",
  needsDecision: false,
  version: 1,
};

const day = (...appointments: Partial<AppointmentView>[]): DayView => ({
  day: "1970-01-01",
  startsAt: 0,
  endsAt: 24 * HOUR,
  practitioners: [
    {
      id: "p",
      name: "Ben Ruiz",
      shortName: null,
      position: 0,
      leavesOn: null,
      version: 1,
      hours: [
        { startsAt: 9 * HOUR, endsAt: 12 * HOUR },
        { startsAt: 13 * HOUR, endsAt: 17 * HOUR },
      ],
      scheduleVersion: 1,
    },
  ],
  appointments: appointments.map((each) => ({ ...base, ...each })),
  blocks: [
    {
      id: "b",
      practitionerId: "p",
      startsAt: 14 * HOUR,
      endsAt: 15 * HOUR,
      reason: "Dentist",
      source: "manual",
      seriesId: null,
      version: 1,
    },
  ],
  remoteHolds: [],
});

const columnOf = (...appointments: Partial<AppointmentView>[]) => {
  const column = columnsOf(day(...appointments), AXIS)[0];
  if (!column) throw new Error("no column");
  return column;
};

test("cancelled appointments are not drawn, no-shows are", () => {
  const column = columnOf({ id: "x", status: "cancelled" }, { id: "y", status: "noshow" });
  expect(column.cards.map((card) => card.appointment.id)).toEqual(["y"]);
});

test("what a day leaves outside working hours", () => {
  expect(
    outside({ startsAt: 0, endsAt: 24 }, [
      { startsAt: 9, endsAt: 12 },
      { startsAt: 13, endsAt: 24 },
    ]),
  ).toEqual([
    { startsAt: 0, endsAt: 9 },
    { startsAt: 12, endsAt: 13 },
  ]);
  expect(outside({ startsAt: 0, endsAt: 24 }, [])).toEqual([{ startsAt: 0, endsAt: 24 }]);
});

test("a place says what it would meet: an appointment with its buffer, a block, the end of work, nothing", () => {
  const column = columnOf({});
  expect(meetingAt(column, 11 * HOUR - 60, 11.5 * HOUR).kind).toBe("appointment");
  expect(meetingAt(column, 11 * HOUR, 11.5 * HOUR).kind).toBe("free");
  expect(meetingAt(column, 10 * HOUR, 11 * HOUR, "a").kind).toBe("free");
  expect(meetingAt(column, 14.5 * HOUR, 16 * HOUR).kind).toBe("block");
  expect(meetingAt(column, 11.5 * HOUR, 12.5 * HOUR).kind).toBe("outside");
});

test("a place that is too short says until when it is free", () => {
  const column = columnOf({});
  const at = (startsAt: number) => freeUntil(meetingAt(column, startsAt, startsAt + HOUR), startsAt);
  expect(at(9.25 * HOUR)).toBe(10 * HOUR);
  expect(at(10.25 * HOUR)).toBeNull();
  expect(at(11.5 * HOUR)).toBe(12 * HOUR);
  expect(at(15 * HOUR)).toBeNull();
});

test("a block's reason stands where no card covers it", () => {
  const column = columnOf({ startsAt: 14 * HOUR, endsAt: 14.5 * HOUR, busyUntil: 14.5 * HOUR });
  const block = column.blocks[0];
  expect(block && labelPlace(column, block)).toBe(14.5 * HOUR);
});

test("the reason of a block that has gone on since the day before stands where work would begin", () => {
  const column = columnOf();
  const [block] = column.blocks;
  if (!block) throw new Error("no block");
  expect(labelPlace(column, { ...block, startsAt: -5 * HOUR })).toBe(9 * HOUR);
  expect(labelPlace(column, { ...block, startsAt: 0, endsAt: 8 * HOUR })).toBe(0);
  expect(labelPlace(column, { ...block, startsAt: 8 * HOUR })).toBe(8 * HOUR);
});

test("a no-show does not keep its time from anybody", () => {
  expect(meetingAt(columnOf({ status: "noshow" }), 10 * HOUR, 11 * HOUR).kind).toBe("free");
});

test("the cursor goes through free time by quarters and over an appointment in one step", () => {
  const column = columnOf({});
  const whole = { startsAt: 0, endsAt: 24 * HOUR };
  expect(nextStop(column, whole, 9 * HOUR, 1)).toBe(9.25 * HOUR);
  expect(nextStop(column, whole, 10 * HOUR, 1)).toBe(11 * HOUR);
  expect(nextStop(column, whole, 11 * HOUR, -1)).toBe(10 * HOUR);
  expect(nextStop(column, whole, 9 * HOUR, 1, true)).toBe(9 * HOUR + 300);
});

test("the cursor stops where an appointment begins between two quarters", () => {
  const startsAt = 10 * HOUR + 300;
  expect(nextStop(columnOf({ startsAt }), { startsAt: 0, endsAt: 24 * HOUR }, 10 * HOUR, 1)).toBe(startsAt);
});

test("the cursor stays within the day", () => {
  const whole = { startsAt: 0, endsAt: 24 * HOUR };
  expect(nextStop(columnOf(), whole, 0, -1)).toBe(0);
  expect(nextStop(columnOf(), whole, 24 * HOUR - 300, 1)).toBe(24 * HOUR - 300);
});

test("where a no-show and a new booking overlap, the cursor is on the booking", () => {
  const column = columnOf({ id: "gone", status: "noshow" }, { id: "new" });
  expect(cardAt(column, 10 * HOUR)?.appointment.id).toBe("new");
});

test("what another desk is just booking stands in the column, and is met like anything that is taken", () => {
  const hold = {
    holdId: "h",
    deskName: "Desk 2",
    practitionerId: "p",
    roomId: null,
    startsAt: 10 * HOUR,
    busyUntil: 11 * HOUR,
    expiresAt: 0,
  };
  const column = columnsOf({ ...day(), remoteHolds: [hold] }, AXIS)[0];
  if (!column) throw new Error("no column");
  expect(column.holds).toEqual([{ hold, place: { left: 0, width: 1 } }]);
  const meeting = meetingAt(column, 9.75 * HOUR, 10.25 * HOUR);
  expect(meeting).toEqual({ kind: "hold", hold });
  expect(freeUntil(meeting, 9.75 * HOUR)).toBe(10 * HOUR);
  expect(meetingAt(column, 11 * HOUR, 11.5 * HOUR).kind).toBe("free");
});

test("a booking that lost its time stands beside the one that has it", () => {
  const column = columnOf({ id: "lost", placed: false }, { id: "has" });
  const widthOf = (id: string) => column.cards.find((card) => card.appointment.id === id)?.place.width ?? 0;
  expect(widthOf("has")).toBeGreaterThan(widthOf("lost"));
  expect(meetingAt(column, 10 * HOUR, 11 * HOUR)).toMatchObject({ appointment: { id: "has" } });
});

const DAY = 24 * HOUR;
const WEEK = [
  "1970-01-05",
  "1970-01-06",
  "1970-01-07",
  "1970-01-08",
  "1970-01-09",
  "1970-01-10",
  "1970-01-11",
];
const week = (appointments: Partial<AppointmentView>[], more: Partial<WeekView> = {}): WeekView => ({
  practitioner: { id: "p", name: "Ben Ruiz", shortName: null, position: 0, leavesOn: null, version: 1 },
  days: WEEK.map((each, index) => ({
    day: each,
    startsAt: (4 + index) * DAY,
    endsAt: (5 + index) * DAY,
    hours:
      index < 5 ? [{ startsAt: (4 + index) * DAY + 9 * HOUR, endsAt: (4 + index) * DAY + 17 * HOUR }] : [],
    scheduleVersion: 0,
  })),
  appointments: appointments.map((each) => ({ ...base, ...each })),
  blocks: [],
  remoteHolds: [],
  ...more,
});

test("in a week a booking over midnight is in both days, and a place is in one column alone", () => {
  const startsAt = 5 * DAY - HOUR;
  const over = { startsAt, endsAt: startsAt + 2 * HOUR, busyUntil: startsAt + 2 * HOUR };
  const axes = WEEK.slice(0, 5).map((each) => dayAxis("UTC", each));
  const columns = weekColumnsOf(week([over]), axes);
  expect(columns.map(({ cards }) => cards.length)).toEqual([1, 1, 0, 0, 0]);
  expect(columnAt(columns, { practitionerId: "p", startsAt })?.key).toBe("1970-01-05");
  expect(columnAt(columns, { practitionerId: "p", startsAt: 5 * DAY })?.key).toBe("1970-01-06");
  expect(columnAt(columns, { practitionerId: "q", startsAt })).toBeUndefined();
});

test("a weekend without anything on it has no column, unless somebody goes there", () => {
  const saturday = 9 * DAY + 10 * HOUR;
  expect(shownDays(week([]), "1970-01-05", "en-GB")).toEqual(WEEK.slice(0, 5));
  expect(shownDays(week([]), "1970-01-11", "en-GB")).toEqual([...WEEK.slice(0, 5), "1970-01-11"]);
  const booked = { startsAt: saturday, endsAt: saturday + HOUR, busyUntil: saturday + HOUR };
  expect(shownDays(week([booked]), "1970-01-05", "en-GB")).toEqual(WEEK.slice(0, 6));
  expect(shownDays(week([{ ...booked, status: "cancelled" }]), "1970-01-05", "en-GB")).toHaveLength(5);
});

test("a week begins where the desk's locale begins it", () => {
  expect(weekStart("2026-11-25", "en-GB")).toBe("2026-11-23");
  expect(weekStart("2026-11-25", "en-US")).toBe("2026-11-22");
});
