import type { MinuteRange, WeekPattern } from "../../src/ipc/views.ts";

/** The demo practice: who works there and when, its rooms and what can be booked. */

const hours = (from: number, until: number): MinuteRange => [from * 60, until * 60];
const week = (days: Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, MinuteRange[]>>): WeekPattern =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => days[day as 1] ?? []) as WeekPattern;
const weekdays = (...ranges: MinuteRange[]): WeekPattern =>
  week({ 1: ranges, 2: ranges, 3: ranges, 4: ranges, 5: ranges });

export const practiceName = "Lindenhof Practice";
export const practiceZone = "Europe/Berlin";
export const rooms = ["Garden room", "Group room", "Room 3"] as const;
export const GROUP_ROOM = 1;

export const types = [
  { name: "Session", durationMinutes: 50, bufferMinutes: 10, colour: 0 },
  { name: "First visit", durationMinutes: 80, bufferMinutes: 10, colour: 2 },
  { name: "Follow-up", durationMinutes: 25, bufferMinutes: 5, colour: 4 },
  { name: "Short talk", durationMinutes: 15, bufferMinutes: 0, colour: 6 },
  { name: "Couple", durationMinutes: 75, bufferMinutes: 15, colour: 8 },
  { name: "Group", durationMinutes: 90, bufferMinutes: 15, colour: 10, capacity: 8 },
] as const;
export const GROUP_TYPE = 5;

/** How often each type is booked, in the order of `types`; groups have fixed times. */
export type TypeMix = readonly [number, number, number, number, number];
const therapist: TypeMix = [14, 2, 2, 1, 2];
const doctor: TypeMix = [2, 3, 12, 6, 0];
const mentor: TypeMix = [8, 3, 5, 4, 1];

export type Practitioner = {
  readonly name: string;
  readonly shortName?: string;
  readonly pattern: WeekPattern;
  readonly mix: TypeMix;
  /** Weekday (1 Monday) and minute of a weekly group. */
  readonly group?: readonly [weekday: number, minute: number];
  /** Where the pattern has no gap for it, lunch is a block that returns. */
  readonly lunchAt?: number;
  readonly leavesAfterDays?: number;
  /** From this many days on, other hours. */
  readonly laterHours?: readonly [days: number, pattern: WeekPattern];
};

export const practitioners: readonly Practitioner[] = [
  { name: "Dr Ada Okafor", pattern: weekdays(hours(8, 12), hours(13, 17)), mix: doctor },
  {
    name: "Ben Ruiz",
    pattern: weekdays(hours(9, 13), hours(14, 18)),
    mix: therapist,
    group: [2, 16 * 60],
  },
  { name: "Chen Wei", pattern: weekdays(hours(8, 16)), mix: doctor, lunchAt: 12 * 60 },
  {
    name: "Dr Friederike von Erlenfels-Mondsee",
    shortName: "Dr v. Erlenfels",
    pattern: weekdays(hours(10, 14), hours(15, 19)),
    mix: therapist,
  },
  {
    name: "Yusuf Demirci",
    pattern: week({ 1: [hours(8, 13)], 2: [hours(8, 13)], 4: [hours(8, 13)] }),
    mix: mentor,
  },
  {
    name: "Helga Brandt",
    pattern: weekdays(hours(9, 17)),
    mix: therapist,
    lunchAt: 12.5 * 60,
    leavesAfterDays: 23,
  },
  {
    name: "Priya Nair",
    pattern: week({
      2: [hours(9, 12), hours(13, 17)],
      3: [hours(9, 12), hours(13, 17)],
      5: [hours(9, 12), hours(13, 15)],
    }),
    mix: therapist,
    laterHours: [
      28,
      week({ 2: [hours(9, 12), hours(13, 17)], 4: [hours(9, 12), hours(13, 17)], 5: [hours(9, 12)] }),
    ],
  },
  {
    name: "Marek Zając",
    pattern: week({
      1: [hours(16, 21)],
      2: [hours(16, 21)],
      3: [hours(16, 21)],
      4: [hours(16, 21.5)],
    }),
    mix: therapist,
    group: [4, 19 * 60],
  },
  {
    name: "Sofía Ibáñez",
    pattern: week({ 3: [hours(10, 14)], 5: [hours(12, 18)], 6: [hours(9, 15)] }),
    mix: mentor,
  },
  {
    name: "Maximiliane Freifrau zu Birkenau-Auerfeld",
    pattern: weekdays(hours(8, 12), hours(12.5, 15.5)),
    mix: doctor,
  },
  { name: "Tomás Øverland", pattern: weekdays(hours(9, 17.5)), mix: mentor, lunchAt: 13 * 60 },
  {
    name: "Jun Park",
    pattern: week({ 1: [hours(13, 19)], 3: [hours(13, 19)], 4: [hours(13, 19)], 7: [hours(10, 16)] }),
    mix: mentor,
  },
];
