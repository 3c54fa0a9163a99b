import { Button } from "react-aria-components";
import { TextField, useFormats } from "../fields/index.ts";
import { hoursWords } from "../words/index.ts";
import styles from "./hours.module.css";
import type { WeekProblems, WeekTexts } from "./week.ts";

type Props = {
  texts: WeekTexts;
  problems: WeekProblems;
  onChange: (texts: string[]) => void;
  autoFocus?: boolean;
};

/** A week of working hours, a line a day: quicker to type than fourteen clocks. */
export function WeekFields({ texts, problems, onChange, autoFocus = false }: Props) {
  const formats = useFormats();
  const monday = texts[0] ?? "";
  return (
    <div className={styles.week}>
      <p className={styles.hint}>{hoursWords.hint(formats)}</p>
      {hoursWords.weekdays.map((name, day) => {
        const problem = problems[day];
        return (
          <TextField
            key={name}
            className={styles.day ?? ""}
            label={name}
            value={texts[day] ?? ""}
            onChange={(text) => onChange(texts.map((each, index) => (index === day ? text : each)))}
            placeholder={hoursWords.dayOff}
            error={problem ? hoursWords.problems[problem] : null}
            autoFocus={autoFocus && day === 0}
          />
        );
      })}
      <Button
        className={`react-aria-Button plain ${styles.copy}`}
        onPress={() => onChange(texts.map((each, day) => (day < 5 ? monday : each)))}
      >
        {hoursWords.copyMonday}
      </Button>
    </div>
  );
}
