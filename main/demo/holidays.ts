import { addDays, type Day } from "../../src/time/zoned-day.ts";

const fixed: readonly [monthAndDay: string, name: string][] = [
  ["01-01", "New Year's Day"],
  ["03-08", "International Women's Day"],
  ["05-01", "Labour Day"],
  ["10-03", "Day of German Unity"],
  ["12-25", "Christmas Day"],
  ["12-26", "Boxing Day"],
];
const aroundEaster: readonly [days: number, name: string][] = [
  [-2, "Good Friday"],
  [1, "Easter Monday"],
  [39, "Ascension Day"],
  [50, "Whit Monday"],
];

/** Easter Sunday by Gauss' rule as Lichtenberg put it. */
function easter(year: number): Day {
  const century = Math.floor(year / 100);
  const m = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const a = year % 19;
  const d = (19 * a + m) % 30;
  const r = Math.floor((d + Math.floor(a / 11)) / 29);
  const og = 21 + d - r;
  const s = 2 - Math.floor((3 * century + 3) / 4);
  const sz = 7 - ((year + Math.floor(year / 4) + s) % 7);
  return addDays(`${year}-03-01`, og + 7 - ((og - sz) % 7) - 1);
}

/** The public holidays in Berlin from `first` on, before `end`. */
export function holidaysBetween(first: Day, end: Day): { day: Day; name: string }[] {
  const years = [...new Set([first, end].map((day) => Number(day.slice(0, 4))))];
  return years
    .flatMap((year) => [
      ...fixed.map(([rest, name]) => ({ day: `${year}-${rest}`, name })),
      ...aroundEaster.map(([days, name]) => ({ day: addDays(easter(year), days), name })),
    ])
    .filter(({ day }) => day >= first && day < end)
    .toSorted((a, b) => a.day.localeCompare(b.day));
}
