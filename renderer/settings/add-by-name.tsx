import { useState } from "react";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import { TextField } from "../fields/index.ts";
import { settingsWords } from "../words/index.ts";
import { SaveForm } from "./save-form.tsx";
import styles from "./settings.module.css";

type Answer = { ok: true } | { ok: false; error: AnteroomError };
type Props = { label: string; onAdd: (name: string) => Promise<Answer>; pending: boolean };

/** A new entry of a list begins with its name; the rest is changed in the list. */
export function AddByName({ label, onAdd, pending }: Props) {
  const [name, setName] = useState("");
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const add = async (): Promise<void> => {
    if (name.trim() === "") return;
    const answer = await onAdd(name.trim());
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) setName("");
  };
  return (
    <div className={styles.add}>
      <SaveForm
        label={label}
        onSave={() => void add()}
        refused={refused}
        pending={pending}
        saveWords={settingsWords.add}
      >
        <TextField label={label} value={name} onChange={setName} maxLength={120} />
      </SaveForm>
    </div>
  );
}
