import { useState } from "react";
import { Button } from "react-aria-components";
import type { PractitionerView } from "../../src/ipc/views.ts";
import { DayField, TextField, useFormats } from "../fields/index.ts";
import { usualWeek } from "../hours/week.ts";
import { useCommand, usePractitioners } from "../queries/index.ts";
import { fieldWords, settingsWords } from "../words/index.ts";
import { AddByName } from "./add-by-name.tsx";
import { ExceptionsForm } from "./exceptions-form.tsx";
import { HoursForm } from "./hours-form.tsx";
import { SaveForm } from "./save-form.tsx";
import { Entry, Section } from "./section.tsx";
import styles from "./settings.module.css";
import { useSaving } from "./use-saving.ts";

export function PractitionersSection() {
  const formats = useFormats();
  const practitioners = usePractitioners().data?.practitioners ?? [];
  const { run, pending } = useCommand("practitioners.create");
  return (
    <Section title={settingsWords.practitioners} lead={settingsWords.practitionersLead}>
      <div>
        {practitioners.map((practitioner) => (
          <Entry
            key={practitioner.id}
            name={practitioner.name}
            label={settingsWords.edit(practitioner.name)}
            {...(practitioner.leavesOn === null
              ? {}
              : { detail: settingsWords.leaves(formats.day(practitioner.leavesOn)) })}
          >
            <PractitionerForm practitioner={practitioner} />
            <HoursForm practitioner={practitioner} />
            <ExceptionsForm practitioner={practitioner} />
          </Entry>
        ))}
      </div>
      <AddByName
        label={settingsWords.addPractitioner}
        pending={pending}
        onAdd={(name) =>
          run(
            { name, position: practitioners.length, pattern: usualWeek },
            { undo: settingsWords.saved(name) },
          )
        }
      />
    </Section>
  );
}

function PractitionerForm({ practitioner }: { practitioner: PractitionerView }) {
  const { run, pending, busy } = useCommand("practitioners.change");
  const saving = useSaving(practitioner.version);
  const [name, setName] = useState(practitioner.name);
  const [shortName, setShortName] = useState(practitioner.shortName ?? "");
  const [leavesOn, setLeavesOn] = useState(practitioner.leavesOn);
  const isNameless = name.trim() === "";

  const save = async (keepBookings: boolean): Promise<void> => {
    if (isNameless) return;
    const input = {
      id: practitioner.id,
      version: saving.version,
      name: name.trim(),
      shortName: shortName.trim() === "" ? null : shortName.trim(),
      leavesOn,
      ...(keepBookings ? { keepBookings } : {}),
    };
    const answer = await run(input, { undo: settingsWords.saved(name.trim()) });
    saving.done(answer, (value) => value.practitioner);
  };
  return (
    <SaveForm
      label={settingsWords.edit(practitioner.name)}
      onSave={(keep) => void save(keep)}
      refused={saving.refused}
      pending={pending}
      busy={busy}
    >
      <div className={styles.row}>
        <TextField
          label={settingsWords.name}
          value={name}
          onChange={setName}
          error={isNameless ? fieldWords.required(settingsWords.name) : null}
          maxLength={120}
        />
        <TextField label={settingsWords.shortName} value={shortName} onChange={setShortName} maxLength={40} />
      </div>
      <div className={styles.row}>
        <DayField label={settingsWords.leavesOn} value={leavesOn} onChange={setLeavesOn} />
        {leavesOn === null ? null : (
          <Button className={`react-aria-Button plain ${styles.beside}`} onPress={() => setLeavesOn(null)}>
            {settingsWords.clearLeaving}
          </Button>
        )}
      </div>
    </SaveForm>
  );
}
