import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { AppointmentCard } from "../../../src/ipc/views.ts";
import type { SeriesScope } from "../../../src/scheduling/series-scope.ts";
import { appointmentWords, seriesWords } from "../../words/index.ts";
import { ChangeForm } from "../appointment/change-form.tsx";
import type { EditInHand } from "../appointment/use-edit.ts";
import { PanelFrame } from "../panel-frame.tsx";
import { type AtTimes, ChangeSeries } from "./change-series.tsx";
import { ScopeField, scopeOfKey } from "./scope-field.tsx";
import styles from "./series.module.css";
import { useScope } from "./use-scope.ts";

type Props = { card: AppointmentCard; edit: EditInHand; onDone: () => void };

/** A change of one appointment; of one of a series it may reach the others, too. */
export function ChangePanel({ card, edit, onDone }: Props) {
  const { appointment } = card;
  const choice = useScope(appointment);
  const { scope, isPart } = choice;
  const [atTimes, setAtTimes] = useState<AtTimes>(null);
  const scopeRef = useRef<HTMLDivElement>(null);
  const [hasChosen, setChosen] = useState(false);
  const choose = (next: SeriesScope): void => {
    setChosen(true);
    choice.setScope(next);
  };
  // The field that had the keyboard has gone with the form that it was in.
  useEffect(() => {
    if (hasChosen) scopeRef.current?.querySelector<HTMLElement>(`input[value="${scope}"]`)?.focus();
  }, [scope, hasChosen]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const wanted = scopeOfKey(event);
    if (wanted === null || !isPart || atTimes) return;
    event.preventDefault();
    event.stopPropagation();
    choose(wanted);
  };

  return (
    <PanelFrame
      title={atTimes ? seriesWords.decideTitle : appointmentWords.changeTitle}
      onEscape={atTimes ? () => setAtTimes(null) : onDone}
    >
      <div className={styles.scoped} onKeyDownCapture={onKeyDown}>
        {isPart && !atTimes ? (
          <div ref={scopeRef}>
            <ScopeField value={scope} onChange={choose} counts={choice.counts} />
          </div>
        ) : null}
        {scope === "one" ? (
          <ChangeForm card={card} edit={edit} onDone={onDone} takesFocus={!hasChosen} />
        ) : (
          <ChangeSeries
            appointment={appointment}
            choice={choice}
            atTimes={atTimes}
            onTimes={setAtTimes}
            onDone={onDone}
          />
        )}
      </div>
    </PanelFrame>
  );
}
