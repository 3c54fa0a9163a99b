import { holds, overlaps, without } from "../../src/scheduling/ranges.ts";
import { type WorkingTime, workingRanges } from "../../src/scheduling/working-time.ts";
import { type Day, type Range, zonedDay } from "../../src/time/zoned-day.ts";
import { courseOf, type Step } from "./courses.ts";
import type { Random } from "./random.ts";
import { GROUP_ROOM, GROUP_TYPE, types } from "./staff.ts";
import type { Slot } from "./week-plan.ts";

export type PlannedAppointment = {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly busyUntil: number;
  readonly type: number;
  readonly room: number | null;
  /** Numbers of clients; several only in a group. */
  readonly clients: readonly number[];
  readonly bookedAt: number;
  readonly course: readonly Step[];
  /** Comes every week at this time. */
  readonly regular: boolean;
};

/** Which types need a room of their own, and which one. */
const roomOf = new Map([
  [GROUP_TYPE, GROUP_ROOM],
  [4, 0],
  [1, 2],
]);
const DAY_SECONDS = 86_400;

/** Fills days one by one, and remembers across practitioners who and which room is taken. */
export class DayFiller {
  readonly #random: Random;
  readonly #now: number;
  readonly #clientCount: number;
  readonly #seen = new Map<Day, Set<number>>();
  readonly #rooms = new Map<number, Range[]>();

  constructor(random: Random, now: number, clientCount: number) {
    this.#random = random;
    this.#now = now;
    this.#clientCount = clientCount;
  }

  /** `share`: how many of the usual times are booked, 0 to 1. */
  fill(
    day: Day,
    slots: readonly Slot[],
    work: WorkingTime,
    blocks: readonly Range[],
    share: number,
  ): PlannedAppointment[] {
    const free = without(workingRanges(work, day), blocks);
    const { at } = zonedDay(work.zone, day);
    const seen = this.#seen.get(day) ?? new Set();
    this.#seen.set(day, seen);
    const planned: PlannedAppointment[] = [];
    for (const { minute, type, regular } of slots) {
      const { durationMinutes, bufferMinutes } = types[type] as (typeof types)[number];
      const startsAt = at(minute);
      const endsAt = startsAt + durationMinutes * 60;
      const isGroup = type === GROUP_TYPE;
      if (!holds(free, startsAt, endsAt) || (!isGroup && !this.#random.chance(share))) continue;
      const busyUntil = endsAt + bufferMinutes * 60;
      const comesAlways = regular !== null && !seen.has(regular);
      const clients = isGroup
        ? Array.from({ length: this.#random.int(4, 8) }, () => this.#somebody(seen))
        : [comesAlways ? regular : this.#somebody(seen)];
      for (const client of clients) seen.add(client);
      const bookedAt = this.#bookedAt(startsAt);
      planned.push({
        startsAt,
        endsAt,
        busyUntil,
        type,
        room: this.#room(type, { startsAt, endsAt: busyUntil }),
        clients,
        bookedAt,
        course: courseOf(this.#random, { startsAt, endsAt, bookedAt }, this.#now, !isGroup),
        regular: comesAlways,
      });
    }
    return planned;
  }

  /** Nobody is in two places on one day. */
  #somebody(seen: Set<number>): number {
    for (;;) {
      const client = this.#random.int(0, this.#clientCount - 1);
      if (seen.has(client)) continue;
      seen.add(client);
      return client;
    }
  }

  /** Up to six weeks ahead; what is still to come was booked by now. */
  #bookedAt(startsAt: number): number {
    const ahead = this.#random.weighted([
      [this.#random.int(1, 42) * DAY_SECONDS, 9],
      [this.#random.int(1, 20) * 3_600, 1],
    ]);
    return Math.min(startsAt, this.#now) - ahead - this.#random.int(0, 3_600);
  }

  #room(type: number, range: Range): number | null {
    const room = roomOf.get(type);
    if (room === undefined) return null;
    const taken = this.#rooms.get(room) ?? [];
    if (taken.some((other) => overlaps(other, range))) return null;
    taken.push(range);
    this.#rooms.set(room, taken);
    return room;
  }
}
