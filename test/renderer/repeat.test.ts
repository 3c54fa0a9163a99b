import { describe, expect, it } from "vitest";
import { once, type Repeat, repeatRule } from "../../renderer/panel/block/repeat.ts";
import { occurrences } from "../../src/scheduling/recurrence.ts";
import { dayOf, zonedDay } from "../../src/time/zoned-day.ts";

const zone = "America/Los_Angeles";
const monday = "2026-11-23";
const rule = (part: Partial<Repeat>): string | null => repeatRule({ ...once, ...part }, monday, zone);

const daysOf = (part: Partial<Repeat>, firstStart = `${monday}T22:00`): string[] => {
  const rrule = rule(part) ?? "";
  const from = zonedDay(zone, monday).startsAt;
  const found = occurrences({ rrule, firstStart, zone }, from, from + 60 * 86_400);
  return found.ok ? found.value.map((start) => dayOf(zone, start)) : ["rule not read"];
};

describe("a block that repeats", () => {
  it("is no rule when it happens once", () => {
    expect(rule({})).toBeNull();
  });

  it("comes on its weekday, every week or every second", () => {
    expect(rule({ every: "week" })).toBe("FREQ=WEEKLY;BYDAY=MO");
    expect(daysOf({ every: "two-weeks", ends: "times", times: 3 })).toEqual([
      "2026-11-23",
      "2026-12-07",
      "2026-12-21",
    ]);
  });

  it("leaves out the weekend when it is for working days", () => {
    expect(daysOf({ every: "weekday", ends: "times", times: 6 }).at(-1)).toBe("2026-11-30");
  });

  it("includes its last day, also late in the evening far west", () => {
    expect(daysOf({ every: "day", ends: "until", until: "2026-11-25" })).toEqual([
      "2026-11-23",
      "2026-11-24",
      "2026-11-25",
    ]);
  });
});
