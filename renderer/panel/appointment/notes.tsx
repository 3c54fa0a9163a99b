import { type SyntheticEvent, useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import type { NoteView } from "../../../src/ipc/views.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { submitOnEnter, TextField, useFormats } from "../../fields/index.ts";
import { useCommand } from "../../queries/index.ts";
import { appointmentWords, refusal } from "../../words/index.ts";
import panel from "../panel.module.css";
import styles from "./appointment.module.css";

/** Notes are added, never rewritten: what was known when stays readable. */
export function Notes({ appointmentId, notes }: { appointmentId: string; notes: readonly NoteView[] }) {
  const formats = useFormats();
  const { run, pending } = useCommand("appointments.add-note");
  const [text, setText] = useState("");
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const now = systemClock();

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (pending || text.trim() === "") return;
    const answer = await run({ appointmentId, text: text.trim() }, { undo: appointmentWords.noteAdded });
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) setText("");
  };

  return (
    <section className={panel.section} aria-label={appointmentWords.notes}>
      <h3>{appointmentWords.notes}</h3>
      {notes.length === 0 ? null : (
        <ul className={styles.notes}>
          {notes.map((note) => (
            <li key={note.id}>
              <p dir="auto">{note.text}</p>
              <p className={styles.byline}>
                {note.writtenBy}, {formats.ago(note.writtenAt, now)}
              </p>
            </li>
          ))}
        </ul>
      )}
      <form
        className={styles.addNote}
        onSubmit={(event) => void submit(event)}
        onKeyDownCapture={submitOnEnter}
      >
        <TextField
          label={appointmentWords.newNote}
          hideLabel
          placeholder={appointmentWords.newNote}
          value={text}
          onChange={setText}
          rows={1}
          maxLength={4_000}
          error={refused ? refusal(refused, { formats, now }) : null}
        />
        <Button type="submit">{appointmentWords.addNote}</Button>
      </form>
    </section>
  );
}
