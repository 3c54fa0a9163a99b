import { Copy, X } from "lucide-react";
import { Button } from "react-aria-components";
import type { Resolution } from "../../src/conflicts/conflict.ts";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import { systemClock } from "../../src/time/clock.ts";
import { useFormats } from "../fields/index.ts";
import { useApp, useConflicts } from "../queries/index.ts";
import { conflictWords, type Message, refusal, settledWords } from "../words/index.ts";
import styles from "./decisions.module.css";
import { copyMessage, messageName } from "./message-draft.tsx";

/** What became of the last decision, with what its client has to hear; or why nothing came of it. */
export type Said =
  | { kind: "decided"; conflictId: string; how: Resolution; sentence: string; message: Message | null }
  | { kind: "refused"; error: AnteroomError };

type Decided = Extract<Said, { kind: "decided" }>;
type Props = { said: Said; onDismiss: () => void };

export function Outcome({ said, onDismiss }: Props) {
  const formats = useFormats();
  return (
    <div className={styles.outcome} data-kind={said.kind}>
      {said.kind === "refused" ? (
        <p role="alert">{refusal(said.error, { formats, now: systemClock() })}</p>
      ) : (
        <Decision said={said} />
      )}
      <Button className="react-aria-Button plain icon" aria-label={conflictWords.dismiss} onPress={onDismiss}>
        <X size={16} aria-hidden />
      </Button>
    </div>
  );
}

function Decision({ said }: { said: Decided }) {
  const overtaken = useOvertaken(said);
  const { sentence, message } = said;
  if (overtaken !== null) {
    return (
      <p role="alert" className={styles.overtaken} dir="auto">
        {overtaken}
      </p>
    );
  }
  return (
    <>
      <p role="status" dir="auto">
        {`${sentence}.`}
        {message && <span className={styles.tell}>{conflictWords.tell(message.to)}</span>}
      </p>
      {message && (
        <Button onPress={() => copyMessage(message)}>
          <Copy size={14} aria-hidden />
          <span dir="auto">{conflictWords.message(messageName(message))}</span>
        </Button>
      )}
    </>
  );
}

/** Another desk may have been first, which this one hears only once it is connected: then what was said here is not so. */
function useOvertaken({ conflictId, how }: Decided): string | null {
  const deskName = useApp().data?.deskName;
  const settled = useConflicts(true).data?.conflicts;
  const conflict = settled?.find(({ id }) => id === conflictId);
  const isOvertaken = conflict?.superseded?.some((each) => each.by === deskName && each.resolution === how);
  if (!conflict || !isOvertaken) return null;
  return conflictWords.overtaken(conflict.closedBy, settledWords(conflict.state, conflict.resolution));
}
