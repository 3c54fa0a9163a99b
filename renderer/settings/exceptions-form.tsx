import { X } from "lucide-react";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import type { MinuteRange, PractitionerView } from "../../src/ipc/views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { type Day, dayOf } from "../../src/time/zoned-day.ts";
import { DayField, TextField, useFormats } from "../fields/index.ts";
import { useCommand, useHours } from "../queries/index.ts";
import { fieldWords, hoursText, hoursWords, readHours, settingsWords } from "../words/index.ts";
import { SaveForm } from "./save-form.tsx";
import styles from "./settings.module.css";

/** Single days with other hours than the week says: a training, a Saturday, a day off. */
export function ExceptionsForm({ practitioner }: { practitioner: PractitionerView }) {
  const formats = useFormats();
  const exceptions = useHours(practitioner.id).data?.exceptions ?? [];
  const { run, pending, busy } = useCommand("hours.set-exception");
  const [day, setDay] = useState<Day | null>(null);
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const today = dayOf(formats.zone, systemClock());
  const read = readHours(text);
  const practitionerId = practitioner.id;

  const set = async (on: Day, ranges: MinuteRange[] | null, keepBookings: boolean): Promise<boolean> => {
    const undo =
      ranges === null
        ? settingsWords.exceptionRemoved(formats.day(on))
        : settingsWords.exceptionAdded(formats.day(on));
    const replaced = exceptions.find((each) => each.day === on);
    const answer = await run(
      {
        practitionerId,
        day: on,
        ranges,
        ...(replaced ? { version: replaced.version } : {}),
        ...(keepBookings ? { keepBookings } : {}),
      },
      { undo },
    );
    setRefused(answer.ok ? null : answer.error);
    return answer.ok;
  };
  const save = async (keepBookings: boolean): Promise<void> => {
    setTried(true);
    if (day === null || !read.ok) return;
    if (!(await set(day, read.value, keepBookings))) return;
    setDay(null);
    setText("");
    setTried(false);
  };

  return (
    <SaveForm
      label={settingsWords.exceptions}
      onSave={(keep) => void save(keep)}
      refused={refused}
      pending={pending}
      busy={busy}
      saveWords={settingsWords.addException}
    >
      <h5 className={styles.sub}>{settingsWords.exceptions}</h5>
      <ul>
        {exceptions
          .filter((each) => each.day >= today)
          .map((each) => (
            <li key={each.id} className={styles.line}>
              <span>{formats.day(each.day)}</span>
              <span className="quiet">
                {each.ranges.length === 0 ? settingsWords.exceptionOff : hoursText(each.ranges, formats)}
              </span>
              <Button
                className="react-aria-Button plain icon"
                aria-label={fieldWords.remove(formats.day(each.day))}
                onPress={() => void set(each.day, null, false)}
              >
                <X size={14} aria-hidden />
              </Button>
            </li>
          ))}
      </ul>
      <div className={styles.row}>
        <DayField
          label={settingsWords.exceptionDay}
          value={day}
          onChange={setDay}
          error={tried && day === null ? settingsWords.dayNeeded : null}
        />
        <TextField
          label={settingsWords.exceptionHours}
          value={text}
          onChange={setText}
          placeholder={hoursWords.dayOff}
          error={tried && !read.ok ? hoursWords.problems[read.error] : null}
        />
      </div>
    </SaveForm>
  );
}
