import { useId, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import type { SharingView } from "../../src/ipc/sharing-views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { Refused, useFormats } from "../fields/index.ts";
import { showNews } from "../frame/toasts.ts";
import { useCommand } from "../queries/index.ts";
import { changeWords, fieldWords, takenBackWords, troubledWords } from "../words/index.ts";
import styles from "./health.module.css";

type Change = SharingView["troubled"][number];

/** Changes that the server did not take: they are kept, shown, and keep nobody else's waiting. */
export function Troubled({ troubled }: Pick<SharingView, "troubled">) {
  const id = useId();
  const formats = useFormats();
  const placeRef = useRef<HTMLDivElement>(null);
  const [tookBack, setTookBack] = useState(false);
  if (troubled.length === 0 && !tookBack) return null;

  /** The row goes with its button: the keyboard goes on from the list, not from the top of the window. */
  const takenBack = (change: Change, dropped: number): void => {
    setTookBack(true);
    placeRef.current?.focus();
    showNews(takenBackWords(change, dropped, formats));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in
    <div className={styles.troubled} role="group" aria-labelledby={id} tabIndex={-1} ref={placeRef}>
      <h4 id={id}>{troubled.length === 0 ? troubledWords.none : troubledWords.title(troubled.length)}</h4>
      {troubled.length === 0 ? null : (
        <ul>
          {troubled.map((change) => (
            <TroubledChange
              key={change.opId}
              change={change}
              onTakenBack={(dropped) => takenBack(change, dropped)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function TroubledChange({ change, onTakenBack }: { change: Change; onTakenBack: (dropped: number) => void }) {
  const id = useId();
  const formats = useFormats();
  const now = systemClock();
  const { run, pending, busy } = useCommand("sharing.drop-op");
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const { opId, outcome, reason, actor, doneAt } = change;
  const takeBack = async (): Promise<void> => {
    if (pending) return;
    const answer = await run({ opId });
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) onTakenBack(answer.value.dropped);
  };
  return (
    <li>
      <div className={styles.change}>
        <p id={id} className={styles.strong} dir="auto">
          {changeWords(change, formats)}
        </p>
        <p className="quiet" dir="auto">
          {troubledWords.by(actor, formats.ago(doneAt, now))}
        </p>
        <p>{troubledWords.outcomes[outcome]}</p>
        <p className={`quiet ${styles.reason}`}>{troubledWords.reason(reason, opId)}</p>
      </div>
      {outcome === "quarantined" ? (
        <Button aria-describedby={id} onPress={() => void takeBack()}>
          {busy ? fieldWords.busy : pending ? troubledWords.takingBack : troubledWords.takeBack}
        </Button>
      ) : null}
      <Refused error={refused} />
    </li>
  );
}
