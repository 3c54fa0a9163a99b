import { useState } from "react";
import { Button } from "react-aria-components";
import type { ConflictView } from "../../src/ipc/sharing-views.ts";
import type { FreeTime } from "../../src/ipc/views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { dayOf } from "../../src/time/zoned-day.ts";
import { useFormats } from "../fields/index.ts";
import { usePractice } from "../queries/index.ts";
import { useScreen } from "../store/screen.ts";
import {
  conflictSentence,
  conflictTitles,
  conflictWords,
  openMessage,
  resolutionWords,
  settledWords,
} from "../words/index.ts";
import styles from "./decisions.module.css";
import { MessageDraft } from "./message-draft.tsx";
import type { Said } from "./outcome.tsx";
import { Sides } from "./sides.tsx";
import { useNameOf } from "./use-name-of.ts";
import { type Asked, Ways } from "./ways.tsx";

type Props = {
  conflict: ConflictView;
  onDecided: (outcome: Said) => void;
  /** What is offered to the other side while a swap is considered; null for the loser's own times. */
  onOffer: (times: readonly FreeTime[] | null) => void;
};

/** What happened, both sides of it, and what can be done; or how it was settled. */
export function ConflictDetails({ conflict, onDecided, onOffer }: Props) {
  const formats = useFormats();
  const nameOf = useNameOf(conflict);
  const practiceName = usePractice().data?.practice?.name ?? "";
  const isOpen = conflict.state === "open";
  const [asks, setAsks] = useState<Asked | null>(null);
  // A swap has another one to write to, and a cancellation is told once it is done.
  const message = isOpen && asks === null ? openMessage(conflict, { practiceName, formats, nameOf }) : null;
  return (
    <section className={styles.details} aria-label={conflictTitles[conflict.kind]}>
      <header className={styles.what}>
        <h3>{conflictTitles[conflict.kind]}</h3>
        <p dir="auto">{conflictSentence(conflict, formats)}</p>
        {isOpen && conflict.provisional && <p className="quiet">{conflictWords.provisional}</p>}
      </header>
      <Sides conflict={conflict} />
      {isOpen ? (
        <Ways conflict={conflict} asks={asks} onAsk={setAsks} onDecided={onDecided} onOffer={onOffer} />
      ) : (
        <Settled conflict={conflict} />
      )}
      {message && <MessageDraft message={message} />}
      <ToSchedule conflict={conflict} />
    </section>
  );
}

function Settled({ conflict }: { conflict: ConflictView }) {
  const formats = useFormats();
  const now = systemClock();
  const { state, resolution, closedBy, closedAt, superseded = [] } = conflict;
  const who = state === "resolved" ? closedBy : null;
  return (
    <div className={styles.settled}>
      <p>
        <strong>{settledWords(state, resolution)}</strong>{" "}
        {closedAt !== null && (
          <span className="quiet">
            {who === null
              ? formats.ago(closedAt, now)
              : conflictWords.settledBy(who, formats.ago(closedAt, now))}
          </span>
        )}
      </p>
      {superseded.map(({ by, at, resolution: way }) => (
        <p key={`${by} ${at}`} className="quiet">
          {conflictWords.superseded(by, resolutionWords[way], formats.ago(at, now))}
        </p>
      ))}
    </div>
  );
}

/** Where the appointment itself can be looked at, with its history. */
function ToSchedule({ conflict }: { conflict: ConflictView }) {
  const formats = useFormats();
  const appointment = conflict.loser.appointment ?? conflict.other?.appointment;
  if (!appointment) return null;
  const { id, practitionerId, startsAt } = appointment;
  const show = (): void => {
    const { setDay, setCursor, openPanel } = useScreen.getState();
    setDay(dayOf(formats.zone, startsAt));
    setCursor({ practitionerId, startsAt });
    openPanel({ kind: "appointment", id });
  };
  return (
    <div>
      <Button className={`react-aria-Button plain ${styles.toSchedule}`} onPress={show}>
        {conflictWords.show}
      </Button>
    </div>
  );
}
