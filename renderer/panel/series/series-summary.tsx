import { systemClock } from "../../../src/time/clock.ts";
import { dayOf } from "../../../src/time/zoned-day.ts";
import { useFormats } from "../../fields/index.ts";
import { clashSentence, seriesSpan, seriesWords, warningWords } from "../../words/index.ts";
import styles from "./series.module.css";
import type { SeriesPlan } from "./use-series-plan.ts";

const MOST_SHOWN = 3;

/** Whether all of them can be had, beside the button that takes them. */
export function SeriesState({ plan }: { plan: SeriesPlan }) {
  const open = plan.open.length;
  return (
    <p role="status" className={open > 0 ? styles.openState : "quiet"}>
      {open > 0 ? seriesWords.doNotFit(open) : plan.isCurrent ? seriesWords.allFit : seriesWords.checking}
    </p>
  );
}

type Props = {
  plan: SeriesPlan;
  clientName: string;
  /** Where the button has no room beside it for what it comes to. */
  saysState?: boolean;
};

/** What the series comes to, said while it is typed: how often, until when, and what does not fit. */
export function SeriesSummary({ plan, clientName, saysState = false }: Props) {
  const formats = useFormats();
  const starts = plan.planned.map(({ startsAt }) => startsAt).toSorted((a, b) => a - b);
  const [first] = starts;
  const last = starts.at(-1);
  if (first === undefined || last === undefined) return null;
  const open = plan.open.length;
  return (
    <div className={open > 0 ? "callout" : "callout plain"}>
      <p>{seriesSpan(starts.length, first, last, formats)}</p>
      {saysState ? <SeriesState plan={plan} /> : null}
      {open > 0 ? (
        <ul className={styles.reasons}>
          {plan.open.slice(0, MOST_SHOWN).map(({ key, time }) => (
            <li key={key}>
              {time?.clash ? (
                <>
                  <strong>{formats.shortDay(dayOf(formats.zone, time.startsAt))}</strong>{" "}
                  <span dir="auto">{clashSentence(time.clash, { formats, now: systemClock() })}</span>
                </>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {plan.warnings.slice(0, MOST_SHOWN).map((warning) => (
        <p key={`${warning.appointmentId}`} className="quiet">
          {warningWords(warning, clientName, formats)}
        </p>
      ))}
    </div>
  );
}
