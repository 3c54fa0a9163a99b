import { useId, useState } from "react";
import { Button } from "react-aria-components";
import { type WallTimeProblem, wallMinutes, wallTimeToInstant } from "../../src/time/wall-time.ts";
import { type Day, dayOf } from "../../src/time/zoned-day.ts";
import { wallTimeChoices, wallTimeProblem } from "../words/index.ts";
import { DayField } from "./day-field.tsx";
import styles from "./fields.module.css";
import { useFormats } from "./use-formats.ts";
import { WallTimeField } from "./wall-time-field.tsx";

type Props = {
  dayLabel: string;
  timeLabel: string;
  /** Unix seconds, or null while it is not written whole or not decided. */
  value: number | null;
  /** The day to begin with while there is no value. */
  day: Day;
  onChange: (value: number | null, day: Day) => void;
  error?: string | null | undefined;
};

/** What a practice could mean, as the contract has it; a year that is being typed is not there yet. */
const FIRST_DAY: Day = "1970-01-02";
const LAST_DAY: Day = "2099-12-30";
const isPlausible = (day: Day): boolean => day >= FIRST_DAY && day <= LAST_DAY;

type Written = { day: Day; minutes: number | null; means: number | null; problem: WallTimeProblem | null };

/**
 * A day and a time of the wall clock, to an instant. On the days when clocks change, a time may be skipped or come
 * twice: the field says so and the person decides; nothing is guessed.
 */
export function InstantField({ dayLabel, timeLabel, value, day, onChange, error }: Props) {
  const formats = useFormats();
  const read = (instant: number | null, fallback: Day): Written =>
    instant === null
      ? { day: fallback, minutes: null, means: null, problem: null }
      : {
          day: dayOf(formats.zone, instant),
          minutes: wallMinutes(formats.zone, instant),
          means: instant,
          problem: null,
        };
  const [written, setWritten] = useState<Written>(() => read(value, day));
  // The time was chosen elsewhere, on the board or among the nearest free ones.
  if (value !== written.means && value !== null) setWritten(read(value, day));

  const write = (nextDay: Day, minutes: number | null): void => {
    const isWhole = minutes !== null && isPlausible(nextDay);
    const answer = isWhole ? wallTimeToInstant(formats.zone, nextDay, minutes) : null;
    const means = answer?.ok ? answer.value : null;
    setWritten({ day: nextDay, minutes, means, problem: answer && !answer.ok ? answer.error : null });
    onChange(means, isPlausible(nextDay) ? nextDay : day);
  };
  const { problem, minutes } = written;
  const said = problem && minutes !== null ? wallTimeProblem(problem, minutes, formats) : error;
  const errorId = useId();

  return (
    <div className={styles.instant}>
      <DayField
        label={dayLabel}
        value={written.day}
        onChange={(next) => {
          if (next !== null) write(next, minutes);
        }}
      />
      <WallTimeField
        label={timeLabel}
        value={minutes}
        onChange={(next) => write(written.day, next)}
        invalidBecause={said ? errorId : undefined}
      />
      {said ? (
        <p id={errorId} className={`field-error ${styles.problem}`}>
          {said}
        </p>
      ) : null}
      {problem ? (
        <div className={styles.choices}>
          {wallTimeChoices(problem, formats).map((choice) => (
            <Button key={choice.instant} onPress={() => onChange(choice.instant, written.day)}>
              {choice.words}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
