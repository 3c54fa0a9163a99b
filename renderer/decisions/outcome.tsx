import { Copy, X } from "lucide-react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import { systemClock } from "../../src/time/clock.ts";
import { useFormats } from "../fields/index.ts";
import { conflictWords, type Message, refusal } from "../words/index.ts";
import styles from "./decisions.module.css";
import { copyMessage, messageName } from "./message-draft.tsx";

/** What became of the last decision, with what its client has to hear; or why nothing came of it. */
export type Said =
  | { kind: "decided"; sentence: string; message: Message | null }
  | { kind: "refused"; error: AnteroomError };

export function Outcome({ said, onDismiss }: { said: Said; onDismiss: () => void }) {
  const formats = useFormats();
  const message = said.kind === "decided" ? said.message : null;
  return (
    <div className={styles.outcome} data-kind={said.kind}>
      <p role={said.kind === "refused" ? "alert" : "status"} dir="auto">
        {said.kind === "refused" ? refusal(said.error, { formats, now: systemClock() }) : `${said.sentence}.`}
      </p>
      {message && (
        <Button onPress={() => copyMessage(message)}>
          <Copy size={14} aria-hidden />
          <span dir="auto">{conflictWords.message(messageName(message))}</span>
        </Button>
      )}
      <Button className="react-aria-Button plain icon" aria-label={conflictWords.dismiss} onPress={onDismiss}>
        <X size={16} aria-hidden />
      </Button>
    </div>
  );
}
