import { useState } from "react";
import type { PracticeView } from "../../src/ipc/views.ts";
import { TextField, ZoneField } from "../fields/index.ts";
import { useCommand, usePractice } from "../queries/index.ts";
import { fieldWords, settingsWords } from "../words/index.ts";
import { SaveForm } from "./save-form.tsx";
import { Section } from "./section.tsx";
import styles from "./settings.module.css";
import { useSaving } from "./use-saving.ts";

export function PracticeSection() {
  const practice = usePractice().data?.practice;
  return (
    <Section title={settingsWords.practice}>
      {practice ? <PracticeForm practice={practice} key={practice.id} /> : null}
    </Section>
  );
}

function PracticeForm({ practice }: { practice: PracticeView }) {
  const { run, pending, busy } = useCommand("practice.change");
  const saving = useSaving(practice.version);
  const [name, setName] = useState(practice.name);
  const [zone, setZone] = useState<string | null>(practice.zone);
  const [tried, setTried] = useState(false);

  const save = async (): Promise<void> => {
    setTried(true);
    if (name.trim() === "" || zone === null) return;
    const input = { id: practice.id, version: saving.version, name: name.trim(), zone };
    const answer = await run(input, { undo: settingsWords.saved(name.trim()) });
    saving.done(answer, (value) => value.practice);
  };
  return (
    <SaveForm
      label={settingsWords.practice}
      onSave={() => void save()}
      refused={saving.refused}
      pending={pending}
      busy={busy}
    >
      <div className={styles.row}>
        <TextField
          label={settingsWords.practiceName}
          value={name}
          onChange={setName}
          error={tried && name.trim() === "" ? fieldWords.required(settingsWords.practiceName) : null}
          maxLength={120}
        />
        <ZoneField
          label={settingsWords.zone}
          value={zone}
          onChange={setZone}
          description={settingsWords.zoneHint}
          error={tried && zone === null ? settingsWords.zoneUnknown : null}
        />
      </div>
    </SaveForm>
  );
}
