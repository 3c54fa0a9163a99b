import type { HealthView } from "../../src/ipc/views.ts";
import { useFormats } from "../fields/index.ts";
import { usePractitioners } from "../queries/index.ts";
import { healthWords } from "../words/index.ts";
import { rowsOf } from "./refusal-rows.ts";
import styles from "./refusals-by-hour.module.css";

/** Every third hour is named; the others are to those who cannot see where they stand. */
const NAMED_EVERY = 3;
/** Shades of a cell, from one refusal to the most there were. */
const SHADES = 4;

/** A day and a night of refusals: bars for all, shades for each practitioner, and in every cell its number. */
export function RefusalsByHour({ refusals: { hours, counts } }: Pick<HealthView, "refusals">) {
  const formats = useFormats();
  const people = usePractitioners().data?.practitioners ?? [];
  const nameOf = (id: string): string =>
    people.find((each) => each.id === id)?.name ?? healthWords.formerPractitioner;
  const { all, rows } = rowsOf(hours, counts, nameOf, {
    nobody: healthWords.nobodysTime,
    others: healthWords.otherPractitioners,
  });
  const most = Math.max(1, ...all);
  const mostOfOne = Math.max(1, ...rows.flatMap((row) => row.counts));
  const total = all.reduce((sum, count) => sum + count, 0);
  const shade = (count: number): number | undefined =>
    count === 0 ? undefined : Math.ceil((count / mostOfOne) * SHADES);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a narrow window it is scrolled, which takes the keyboard
    <section className={styles.scroll} aria-label={healthWords.refusalsByHour} tabIndex={0}>
      <table className={styles.table}>
        <caption>{healthWords.refusalsOfDay(total)}</caption>
        <thead>
          <tr>
            <td />
            {hours.map((hour, index) => (
              <th key={hour} scope="col">
                <span className={index % NAMED_EVERY === 0 ? undefined : "visually-hidden"}>
                  {formats.time(hour)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className={styles.bars}>
            <th scope="row">{healthWords.everybody}</th>
            {all.map((count, index) => (
              <td key={hours[index]}>
                <span className={styles.column}>
                  <span className={count === 0 ? "visually-hidden" : undefined}>{formats.number(count)}</span>
                  <i aria-hidden style={{ height: `${(count / most) * 100}%` }} />
                </span>
              </td>
            ))}
          </tr>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" dir="auto" title={row.name}>
                {row.name}
              </th>
              {row.counts.map((count, index) => (
                <td key={hours[index]} data-shade={shade(count)}>
                  <span className={count === 0 ? "visually-hidden" : undefined}>{formats.number(count)}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
