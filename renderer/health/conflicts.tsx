import type { ConflictKind } from "../../src/conflicts/conflict.ts";
import type { HealthView } from "../../src/ipc/views.ts";
import { useFormats } from "../fields/index.ts";
import { conflictTitles, healthWords } from "../words/index.ts";
import { Fact, Facts } from "./facts.tsx";
import styles from "./health.module.css";

const BAR = 24;
const HEIGHT = 40;

type Day = HealthView["conflicts"]["byDay"][number];

/** Opened and settled side by side, a pair of bars a day. */
function ByDay({ days }: { days: readonly Day[] }) {
  const formats = useFormats();
  const most = Math.max(1, ...days.flatMap(({ opened, closed }) => [opened, closed]));
  const opened = days.reduce((sum, day) => sum + day.opened, 0);
  const closed = days.reduce((sum, day) => sum + day.closed, 0);
  const words = healthWords.conflictsOfDays(opened, closed, days.length);
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last) return null;
  const bar = (count: number, x: number, kind: "opened" | "closed") => {
    const height = count === 0 ? 1 : Math.max(3, (count / most) * HEIGHT);
    return (
      <rect
        x={x}
        y={HEIGHT - height}
        width={BAR / 2 - 3}
        height={height}
        data-kind={kind}
        data-empty={count === 0 || undefined}
      />
    );
  };
  return (
    <figure className={styles.hour}>
      <svg
        viewBox={`0 0 ${days.length * BAR} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words}
      >
        {days.map((day, index) => (
          <g key={day.day}>
            {bar(day.opened, index * BAR + 2, "opened")}
            {bar(day.closed, index * BAR + BAR / 2, "closed")}
          </g>
        ))}
      </svg>
      <figcaption className={styles.axis}>
        <span>{formats.shortDay(first.day)}</span>
        <span className={styles.legend}>
          <i data-kind="opened" aria-hidden />
          {healthWords.conflictsOpened(opened)}
          <i data-kind="closed" aria-hidden />
          {healthWords.conflictsClosed(closed)}
        </span>
        <span>{formats.shortDay(last.day)}</span>
      </figcaption>
    </figure>
  );
}

/** What needed a decision, by kind, and how it came and went. */
export function Conflicts({ conflicts: { open, byDay } }: Pick<HealthView, "conflicts">) {
  const formats = useFormats();
  const kinds = (Object.keys(conflictTitles) as ConflictKind[]).filter((kind) => (open[kind] ?? 0) > 0);
  return (
    <Facts title={healthWords.decisions}>
      <ByDay days={byDay} />
      {kinds.length === 0 ? <p className="quiet">{healthWords.decisionsNone}</p> : null}
      {kinds.map((kind) => (
        <Fact
          key={kind}
          name={conflictTitles[kind]}
          value={healthWords.openNow(formats.number(open[kind] ?? 0))}
        />
      ))}
    </Facts>
  );
}
