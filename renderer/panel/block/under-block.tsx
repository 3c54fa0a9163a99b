import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { ConflictView } from "../../../src/ipc/sharing-views.ts";
import type { BlockView } from "../../../src/ipc/views.ts";
import { Outcome, type Said } from "../../decisions/outcome.tsx";
import { type Asked, Ways } from "../../decisions/ways.tsx";
import { useFormats } from "../../fields/index.ts";
import { actFor } from "../../keys/keys.ts";
import { useConflictsUnder } from "../../queries/index.ts";
import { useScreen } from "../../store/screen.ts";
import { appointmentWords, blockWords, sideName } from "../../words/index.ts";
import { PanelFrame } from "../panel-frame.tsx";
import styles from "./block.module.css";

const none: never[] = [];
const startOf = ({ loser }: ConflictView): number => loser.appointment?.startsAt ?? 0;
const nothing = (): void => undefined;

/**
 * The bookings under a block, decided one after the other, the day beside them. The block stands already: whoever is
 * called away in between leaves decisions that wait for somebody, and nothing else.
 */
export function UnderBlock({ block }: { block: BlockView }) {
  const closePanel = useScreen((screen) => screen.closePanel);
  const formats = useFormats();
  const answer = useConflictsUnder(block.id);
  const conflicts = useMemo(
    () => (answer.data?.conflicts ?? none).toSorted((a, b) => startOf(a) - startOf(b)),
    [answer.data],
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const [asks, setAsks] = useState<Asked | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const [isInside, setInside] = useState(false);
  const shown = conflicts.find(({ id }) => id === chosen) ?? conflicts[0];
  const list = useFocusOnNext(shown?.id ?? (answer.data ? "settled" : undefined));

  const decided = (conflict: ConflictView, outcome: Said): void => {
    const at = conflicts.findIndex(({ id }) => id === conflict.id);
    setChosen((conflicts[at + 1] ?? conflicts[0])?.id ?? null);
    setAsks(null);
    setSaid(outcome);
  };
  // On the board the same key cancels what is under the cursor.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (asks !== null || actFor(event) !== "cancel" || !shown?.ways.includes("cancelled")) return;
    event.preventDefault();
    setAsks("cancelled");
  };

  return (
    <PanelFrame title={blockWords.under} onEscape={asks === null ? closePanel : () => setAsks(null)}>
      <p>{`${formats.dayAndRange(block.startsAt, block.endsAt)} (${block.reason})`}</p>
      {said && (
        <div className={styles.said}>
          <Outcome said={said} onDismiss={() => setSaid(null)} />
        </div>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those that its buttons name */}
      <div
        ref={list}
        className={styles.under}
        onKeyDown={onKeyDown}
        onFocus={() => setInside(true)}
        onBlur={(event) => setInside(event.currentTarget.contains(event.relatedTarget))}
      >
        {answer.data && conflicts.length === 0 ? (
          <>
            <p role="status">{blockWords.underSettled}</p>
            <div>
              <Button className="react-aria-Button primary" onPress={closePanel} data-next>
                {blockWords.underBack}
              </Button>
            </div>
          </>
        ) : (
          <>
            <p className="quiet">{blockWords.underLead}</p>
            <ul className={styles.bookings} aria-label={blockWords.under}>
              {conflicts.map((conflict) => (
                <li key={conflict.id}>
                  <Booking
                    conflict={conflict}
                    isShown={conflict === shown}
                    onShow={() => {
                      setChosen(conflict.id);
                      setAsks(null);
                    }}
                  />
                  {conflict === shown && (
                    <Ways
                      conflict={conflict}
                      asks={asks}
                      onAsk={setAsks}
                      onDecided={(outcome) => decided(conflict, outcome)}
                      onOffer={nothing}
                      keysAct={isInside}
                    />
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </PanelFrame>
  );
}

type BookingProps = { conflict: ConflictView; isShown: boolean; onShow: () => void };

/** Who it is, when, and how to reach them. */
function Booking({ conflict, isShown, onShow }: BookingProps) {
  const formats = useFormats();
  const { appointment, clients } = conflict.loser;
  const phone = clients[0]?.phone ?? appointmentWords.noPhone;
  return (
    <Button
      className={`react-aria-Button plain ${styles.booking}`}
      aria-current={isShown}
      onPress={onShow}
      {...(isShown ? { "data-next": true } : {})}
    >
      <strong dir="auto">{sideName(conflict.loser)}</strong>
      {appointment && <span>{formats.dayAndRange(appointment.startsAt, appointment.endsAt)}</span>}
      <span className="quiet">{phone}</span>
    </Button>
  );
}

/** The keyboard goes on to the next booking when the one before is decided, here or elsewhere. */
function useFocusOnNext(shown: string | undefined) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (shown === undefined) return;
    const active = document.activeElement;
    const typesElsewhere = active !== document.body && !active?.closest("aside") && active?.id !== "board";
    if (!typesElsewhere) list.current?.querySelector<HTMLElement>("[data-next]")?.focus();
  }, [shown]);
  return list;
}
