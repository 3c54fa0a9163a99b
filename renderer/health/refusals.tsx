import type { HealthView } from "../../src/ipc/views.ts";
import { useFormats } from "../fields/index.ts";
import { type Formats, healthWords, refusalName } from "../words/index.ts";
import { Fact, Facts } from "./facts.tsx";
import styles from "./health.module.css";
import { RefusalsByHour } from "./refusals-by-hour.tsx";

const MINUTES = 60;
const BAR = 8;
const HEIGHT = 40;

/** An hour of refusals, a bar a minute. */
function LastHour({ byMinute }: { byMinute: readonly number[] }) {
  const total = byMinute.reduce((sum, count) => sum + count, 0);
  const most = Math.max(1, ...byMinute);
  const words = healthWords.refusalsLastHour(total);
  return (
    <figure className={styles.hour}>
      <svg
        viewBox={`0 0 ${MINUTES * BAR} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words}
      >
        {byMinute.map((count, minute) => {
          const height = count === 0 ? 1 : Math.max(3, (count / most) * HEIGHT);
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a minute has no other name
              key={minute}
              x={minute * BAR + 1}
              y={HEIGHT - height}
              width={BAR - 2}
              height={height}
              data-empty={count === 0 || undefined}
            />
          );
        })}
      </svg>
      <figcaption className={styles.axis}>
        <span>{healthWords.hourAgo}</span>
        <span>{words}</span>
        <span>{healthWords.now}</span>
      </figcaption>
    </figure>
  );
}

/** Names and counts, the most frequent first. */
const counted = (refusals: Readonly<Record<string, number>>, formats: Formats) =>
  Object.entries(refusals)
    .toSorted(([, a], [, b]) => b - a)
    .map(([code, count]) => ({ name: refusalName(code), count: formats.number(count) }));

/** What was refused, and when. Refusals are the promise at work; only a jump in them is news. */
export function Refusals({ view: { queue, rejectedCalls, refusals } }: { view: HealthView }) {
  const formats = useFormats();
  const refused = counted(queue.refusals, formats);
  const rejected = counted(rejectedCalls, formats);
  return (
    <Facts title={healthWords.refusals}>
      <RefusalsByHour refusals={refusals} />
      <LastHour byMinute={queue.refusalsByMinute} />
      {refused.length === 0 ? <p className="quiet">{healthWords.refusalsNone}</p> : null}
      {refused.map(({ name, count }) => (
        <Fact key={name} name={name} value={count} />
      ))}
      {rejected.length > 0 ? <h3 className={styles.sub}>{healthWords.rejected}</h3> : null}
      {rejected.map(({ name, count }) => (
        <Fact key={name} name={name} value={count} />
      ))}
    </Facts>
  );
}
