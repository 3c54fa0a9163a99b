import { useState } from "react";
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
    const answer = minutes === null ? null : wallTimeToInstant(formats.zone, nextDay, minutes);
    const means = answer?.ok ? answer.value : null;
    setWritten({ day: nextDay, minutes, means, problem: answer && !answer.ok ? answer.error : null });
    onChange(means, nextDay);
  };
  const { problem, minutes } = written;

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
        error={problem && minutes !== null ? wallTimeProblem(problem, minutes, formats) : error}
      />
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
