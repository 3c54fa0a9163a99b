import { Check } from "lucide-react";
import { useId } from "react";
import { Button } from "react-aria-components";
import type { FreeTime } from "../../../src/ipc/views.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { dayOf } from "../../../src/time/zoned-day.ts";
import { useFormats } from "../../fields/index.ts";
import { usePractitioners } from "../../queries/index.ts";
import { useScreen } from "../../store/screen.ts";
import { clashSentence, freeTimeWords, insteadWords, seriesWords } from "../../words/index.ts";
import panel from "../panel.module.css";
import styles from "./series.module.css";
import { isOpen, type PlanRow } from "./use-series-plan.ts";

type Props = {
  row: PlanRow;
  out: "skip" | "stay";
  onTake: (free: FreeTime) => void;
  onOut: () => void;
  onTakeBack: () => void;
};

/** One time of the series: that it fits, what was decided about it, or who has it and what is free instead. */
export function TimeRow({ row, out, onTake, onOut, onTakeBack }: Props) {
  const formats = useFormats();
  const reasonId = useId();
  const setDay = useScreen((screen) => screen.setDay);
  const practitioners = usePractitioners().data?.practitioners ?? [];
  const { key, wish, decision, time } = row;
  const when = formats.dayAndTime(wish.startsAt);
  if (decision === undefined && !isOpen(row)) {
    return (
      <li className={styles.time} data-fits>
        <span>{when}</span>
        {time ? <Check size={14} aria-hidden /> : null}
        <span className="visually-hidden">{time ? seriesWords.fits : seriesWords.checking}</span>
      </li>
    );
  }
  const nameOf = (id: string): string => practitioners.find((each) => each.id === id)?.name ?? "";
  const decided =
    decision === "out"
      ? out === "skip"
        ? seriesWords.skipped
        : seriesWords.stays
      : decision && time
        ? seriesWords.instead(
            insteadWords({ ...time, practitionerName: nameOf(time.practitionerId) }, formats),
          )
        : null;
  const open = isOpen(row) ? (time?.clash ?? null) : null;
  return (
    <li className={styles.time}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for entries, these are buttons */}
      <div
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: digits choose while it has the keyboard
        tabIndex={0}
        data-row={key}
        aria-label={when}
        aria-describedby={reasonId}
        onFocus={() => setDay(dayOf(formats.zone, time?.startsAt ?? wish.startsAt))}
        className={styles.decision}
        data-open={open !== null || undefined}
      >
        <p className={styles.when}>{when}</p>
        <p id={reasonId}>
          {open ? clashSentence(open, { formats, now: systemClock() }) : (decided ?? seriesWords.checking)}
        </p>
        <div className={panel.nearest}>
          {open?.nearest.slice(0, 3).map((free, index) => (
            <Button key={`${free.practitionerId} ${free.startsAt}`} onPress={() => onTake(free)}>
              <kbd aria-hidden>{index + 1}</kbd>
              <span dir="auto">{freeTimeWords(free, wish, formats)}</span>
            </Button>
          ))}
          {open ? (
            <Button onPress={onOut}>
              <kbd aria-hidden>0</kbd>
              {out === "skip" ? seriesWords.skip : seriesWords.stay}
            </Button>
          ) : (
            <Button className="react-aria-Button plain" onPress={onTakeBack}>
              {seriesWords.takeBack}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}
