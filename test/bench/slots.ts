import { addDays, type Day, dayOf, zonedDay } from "../../src/time/zoned-day.ts";
import { type BenchPractice, OPENS_MINUTE, SLOT_MINUTES, SLOTS_A_DAY, ZONE } from "./seed/bench-practice.ts";

export type Slot = { practitionerId: string; startsAt: number };

/** Distinct free times, as calls bring them: another practitioner each time, day after day from `first` on. */
export function* slotsFrom({ practitioners }: BenchPractice, first: Day): Generator<Slot, never> {
  for (let day = first; ; day = addDays(day, 1)) {
    const { at } = zonedDay(ZONE, day);
    for (let slot = 0; slot < SLOTS_A_DAY; slot += 1) {
      const startsAt = at(OPENS_MINUTE + slot * SLOT_MINUTES);
      for (const practitionerId of practitioners) yield { practitionerId, startsAt };
    }
  }
}

export const daysFromNow = (days: number): Day => addDays(dayOf(ZONE, Math.floor(Date.now() / 1000)), days);
