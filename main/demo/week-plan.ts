import type { WeekPattern } from "../../src/ipc/views.ts";
import { without } from "../../src/scheduling/ranges.ts";
import type { Random } from "./random.ts";
import { GROUP_TYPE, type Practitioner, types } from "./staff.ts";

export const TEAM_MEETING = { weekday: 3, startsAt: 11 * 60, endsAt: 11 * 60 + 45 };
export const LUNCH_MINUTES = 45;

/** A time of the week at which a practitioner usually sees somebody. */
export type Slot = {
  readonly minute: number;
  readonly type: number;
  /** Who comes every week, by number, if it is always the same person. */
  readonly regular: number | null;
};

const lengthOf = (type: number): number => {
  const { durationMinutes, bufferMinutes } = types[type] as (typeof types)[number];
  return durationMinutes + bufferMinutes;
};

/** The usual week of a practitioner, Monday first: appointments one after the other in all their hours. */
export function planWeek(
  random: Random,
  practitioner: Practitioner,
  pattern: WeekPattern,
  someClient: () => number,
): Slot[][] {
  return pattern.map((ranges, index) => {
    const [groupDay, groupAt] = practitioner.group ?? [0, 0];
    const group =
      groupDay === index + 1 ? [{ startsAt: groupAt, endsAt: groupAt + lengthOf(GROUP_TYPE) }] : [];
    const lunch = practitioner.lunchAt;
    const taken = [
      ...(index + 1 === TEAM_MEETING.weekday ? [TEAM_MEETING] : []),
      ...(lunch === undefined ? [] : [{ startsAt: lunch, endsAt: lunch + LUNCH_MINUTES }]),
      ...group,
    ];
    const open = without(
      ranges.map(([startsAt, endsAt]) => ({ startsAt, endsAt })),
      taken.toSorted((a, b) => a.startsAt - b.startsAt),
    );
    const slots: Slot[] = group.map(({ startsAt }) => ({
      minute: startsAt,
      type: GROUP_TYPE,
      regular: null,
    }));
    for (const { startsAt, endsAt } of open) {
      let minute = startsAt;
      for (;;) {
        const fitting = practitioner.mix
          .map((weight, type) => [type, weight] as const)
          .filter(([type, weight]) => weight > 0 && minute + lengthOf(type) <= endsAt);
        if (fitting.length === 0) break;
        const type = random.weighted(fitting);
        slots.push({ minute, type, regular: random.chance(0.4) ? someClient() : null });
        minute += lengthOf(type);
      }
    }
    return slots;
  });
}
