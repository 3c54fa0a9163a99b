import { useState } from "react";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import type { PractitionerView, WeekPattern, WorkingHoursView } from "../../src/ipc/views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { type Day, dayOf } from "../../src/time/zoned-day.ts";
import { DayField, useFormats } from "../fields/index.ts";
import { readWeek, type WeekProblems, weekTexts } from "../hours/week.ts";
import { WeekFields } from "../hours/week-fields.tsx";
import { useCommand, useHours } from "../queries/index.ts";
import { settingsWords } from "../words/index.ts";
import { SaveForm } from "./save-form.tsx";
import styles from "./settings.module.css";

const dayOff: WeekPattern = [[], [], [], [], [], [], []];

/** The pattern of a day: the last that has begun by then. */
const validOn = (hours: readonly WorkingHoursView[], day: Day): WorkingHoursView | undefined =>
  hours.find((each) => each.validFrom <= day && (each.validUntil === null || day < each.validUntil));

export function HoursForm({ practitioner }: { practitioner: PractitionerView }) {
  const answer = useHours(practitioner.id).data;
  // Written anew from what is there each time it changed, or the fields would show an older week.
  const written = answer?.hours.map((each) => `${each.id} ${each.version}`).join();
  return answer ? <WeekForm practitioner={practitioner} hours={answer.hours} key={written} /> : null;
}

type Props = { practitioner: PractitionerView; hours: readonly WorkingHoursView[] };

/** A weekly pattern from a day on: what was before stays as it was. */
function WeekForm({ practitioner, hours }: Props) {
  const formats = useFormats();
  const today = dayOf(formats.zone, systemClock());
  const { run, pending, busy } = useCommand("hours.set");
  const [validFrom, setValidFrom] = useState<Day | null>(today);
  const [texts, setTexts] = useState(() => weekTexts(validOn(hours, today)?.pattern ?? dayOff, formats));
  const [problems, setProblems] = useState<WeekProblems>({});
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const later = hours.filter((each) => each.validFrom > today);

  const save = async (keepBookings: boolean): Promise<void> => {
    const read = readWeek(texts);
    setProblems(read.problems);
    if (read.pattern === null || validFrom === null) return;
    const replaced = hours.find((each) => each.validFrom === validFrom);
    const answer = await run(
      {
        practitionerId: practitioner.id,
        validFrom,
        pattern: read.pattern,
        ...(replaced ? { version: replaced.version } : {}),
        ...(keepBookings ? { keepBookings } : {}),
      },
      { undo: settingsWords.hoursSaved(practitioner.name) },
    );
    setRefused(answer.ok ? null : answer.error);
  };

  return (
    <SaveForm
      label={settingsWords.hours}
      onSave={(keep) => void save(keep)}
      refused={refused}
      pending={pending}
      busy={busy}
      saveWords={settingsWords.saveHours}
    >
      <h5 className={styles.sub}>{settingsWords.hours}</h5>
      <WeekFields texts={texts} problems={problems} onChange={setTexts} />
      <div className={styles.row}>
        <DayField
          label={settingsWords.hoursFrom}
          value={validFrom}
          onChange={setValidFrom}
          error={validFrom === null ? settingsWords.dayNeeded : null}
        />
      </div>
      {later.map((each) => (
        <p key={each.id} className="quiet">
          {settingsWords.weekFrom(formats.day(each.validFrom))}:{" "}
          {weekTexts(each.pattern, formats).join(" · ")}
        </p>
      ))}
    </SaveForm>
  );
}
