import { useEffect, useMemo, useRef } from "react";
import { Button } from "react-aria-components";
import type { ConflictSide, ConflictView } from "../../src/ipc/sharing-views.ts";
import type { FreeTime } from "../../src/ipc/views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { useFormats } from "../fields/index.ts";
import { KeyButton } from "../keys/key-button.tsx";
import { useKeys } from "../keys/use-keys.ts";
import { useAnswer, usePractice } from "../queries/index.ts";
import { conflictTime, conflictWords, freeTimeWords, sideName, swapMessage } from "../words/index.ts";
import styles from "./decisions.module.css";
import { MessageDraft } from "./message-draft.tsx";
import { nearestApart } from "./nearest-apart.ts";

type Props = {
  conflict: ConflictView;
  other: ConflictSide;
  onChoose: (time: FreeTime) => void;
  onBack: () => void;
  /** Tells what is offered while it is asked, so that the day shows it. */
  onOffer: (times: readonly FreeTime[] | null) => void;
};

const DAYS = 7;
/** How much before its own time the other one may be asked to come. */
const BEFORE_SECONDS = 14_400;
const MOST_ASKED = 500;

/** The time goes to the one that lost it; the other one is asked to come at another time of the same practitioner. */
export function SwapWay({ conflict, other, onChoose, onBack, onOffer }: Props) {
  const formats = useFormats();
  const practiceName = usePractice().data?.practice?.name ?? "";
  const group = useRef<HTMLDivElement>(null);
  const { appointment } = other;
  const startsAt = appointment?.startsAt ?? 0;
  const answer = useAnswer(
    "availability.find",
    {
      typeId: appointment?.typeId ?? "",
      practitionerIds: appointment ? [appointment.practitionerId] : [],
      from: Math.max(systemClock(), startsAt - BEFORE_SECONDS),
      days: DAYS,
      durationMinutes: appointment ? Math.round((appointment.endsAt - startsAt) / 60) : 5,
      limit: MOST_ASKED,
    },
    { enabled: typeof appointment?.typeId === "string" },
  );
  const found = answer.data?.times;
  const wanted = conflictTime(conflict);
  const times = useMemo(() => nearestApart(found ?? [], startsAt, wanted), [found, startsAt, wanted]);
  useEffect(() => {
    onOffer(times);
    return () => onOffer(null);
  }, [onOffer, times]);
  const choose = (index: number): void => {
    const time = times[index];
    if (time) onChoose(time);
  };
  useKeys({ "nearest-1": () => choose(0), "nearest-2": () => choose(1), "nearest-3": () => choose(2) });
  useEffect(() => group.current?.focus(), []);

  const message = swapMessage(other, times, { practiceName, formats });
  const lead = conflictWords.swapLead(sideName(conflict.loser), sideName(other));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for entries, these are buttons
    <div role="group" className={styles.asked} aria-label={lead} tabIndex={-1} ref={group}>
      <h4 dir="auto">{lead}</h4>
      {answer.isPending && <p className="quiet">{conflictWords.findingTimes}</p>}
      {!answer.isPending && times.length === 0 && <p className="quiet">{conflictWords.noSwap}</p>}
      <div className={styles.choices}>
        {times.map((time, index) => (
          <KeyButton key={time.startsAt} onPress={() => onChoose(time)} shortcut={String(index + 1)}>
            <kbd aria-hidden>{index + 1}</kbd>
            <span dir="auto">
              {freeTimeWords(
                time,
                { practitionerId: appointment?.practitionerId ?? null, startsAt },
                formats,
              )}
            </span>
          </KeyButton>
        ))}
      </div>
      <div className={styles.actions}>
        <Button onPress={onBack}>{conflictWords.swapBack}</Button>
      </div>
      {message && times.length > 0 && <MessageDraft message={message} />}
    </div>
  );
}
