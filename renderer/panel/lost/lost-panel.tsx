import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import type { ConflictView } from "../../../src/ipc/sharing-views.ts";
import type { FreeTime } from "../../../src/ipc/views.ts";
import { dayOf } from "../../../src/time/zoned-day.ts";
import { useFormats } from "../../fields/index.ts";
import { showNews } from "../../frame/toasts.ts";
import { useCommand, useConflictsOf } from "../../queries/index.ts";
import { type Panel, useScreen } from "../../store/screen.ts";
import {
  appointmentWords,
  conflictWords,
  lostWords,
  nearestOf,
  placeWords,
  sideName,
} from "../../words/index.ts";
import panel from "../panel.module.css";
import { PanelFrame } from "../panel-frame.tsx";
import { RefusalMessage, timeOfKey } from "../refusal-message.tsx";
import styles from "./lost.module.css";
import { takenBy } from "./taken-by.ts";

type Wish = Extract<Panel, { kind: "lost" }>;

/** Booked a moment ago, and another desk was first: the same sentence and choices as if it had been refused here. */
export function LostPanel({ wish }: { wish: Wish }) {
  const answer = useConflictsOf(wish.appointmentId);
  const conflict = answer.data?.conflicts.find(
    ({ kind, state }) => kind === "slot-taken" && state === "open",
  );
  if (conflict) return <Lost conflict={conflict} key={conflict.id} />;
  return (
    <PanelFrame title={lostWords.title} takesFocus>
      <p>{answer.isPending ? appointmentWords.loading : lostWords.gone}</p>
    </PanelFrame>
  );
}

function Lost({ conflict }: { conflict: ConflictView }) {
  const formats = useFormats();
  const { run, pending } = useCommand("conflicts.resolve");
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const group = useRef<HTMLDivElement>(null);
  const closePanel = useScreen((screen) => screen.closePanel);
  const decide = useScreen((screen) => screen.decide);
  const { loser, wantedTime } = conflict;
  const { appointment } = loser;
  const error = refused ?? takenBy(conflict);
  const wanted = wantedTime ?? {
    practitionerId: appointment?.practitionerId ?? null,
    startsAt: appointment?.startsAt ?? null,
  };
  // Once they are drawn: a digit chooses at once, as after a refusal.
  useEffect(() => group.current?.focus(), []);

  const take = async (time: FreeTime): Promise<void> => {
    if (pending) return;
    const { practitionerId, practitionerName, startsAt, endsAt } = time;
    const sentence = lostWords.moved(
      sideName(loser),
      formats.dayAndRange(startsAt, endsAt),
      practitionerName,
    );
    const answer = await run({ conflictId: conflict.id, how: "moved", practitionerId, startsAt });
    if (!answer.ok) return setRefused(answer.error);
    showNews(sentence);
    const { setDay, setCursor } = useScreen.getState();
    setDay(dayOf(formats.zone, startsAt));
    setCursor({ practitionerId, startsAt });
    closePanel();
  };
  const keys = (event: KeyboardEvent): void => {
    const time = error === null ? null : timeOfKey(event, nearestOf(error));
    if (time === null) return;
    event.preventDefault();
    event.stopPropagation();
    void take(time);
  };

  return (
    <PanelFrame title={lostWords.title} takesFocus>
      <div className={panel.form} onKeyDownCapture={keys}>
        <div>
          <p className={styles.name} dir="auto">
            {sideName(loser)}
          </p>
          {loser.clients.map(({ id, phone }) => (
            <p key={id} className="quiet">
              {phone ?? conflictWords.noPhone}
            </p>
          ))}
          {appointment && (
            <p>{placeWords(appointment.startsAt, appointment.endsAt, appointment.busyUntil, formats)}</p>
          )}
        </div>
        {error && (
          <RefusalMessage
            error={error}
            wanted={wanted}
            onChoose={(time) => void take(time)}
            groupRef={group}
          />
        )}
        <p className="quiet">{lostWords.kept}</p>
        <div className={panel.actions}>
          <Button onPress={() => decide(appointment?.id ?? null)}>{lostWords.otherWays}</Button>
          <Button className="react-aria-Button plain" onPress={closePanel}>
            {lostWords.later}
          </Button>
        </div>
      </div>
    </PanelFrame>
  );
}
