import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import type { FreeTime } from "../../../src/ipc/views.ts";
import { Refused } from "../../fields/index.ts";
import { useScreen } from "../../store/screen.ts";
import { appointmentWords, fieldWords, seriesWords } from "../../words/index.ts";
import panel from "../panel.module.css";
import styles from "./series.module.css";
import { TimeRow } from "./time-row.tsx";
import { isOpen, type PlanRow, type SeriesPlan } from "./use-series-plan.ts";

type Props = {
  plan: SeriesPlan;
  /** What leaving one out means: it is not booked, or it stays as it is. */
  out: "skip" | "stay";
  submit: string;
  pending: boolean;
  busy: boolean;
  refused: AnteroomError | null;
  /** It was asked for before main had looked at the times: done as soon as all of them fit. */
  asked: boolean;
  onSubmit: () => void;
  onBack: () => void;
};

/** Whether the keys of the list have something to say about it. */
const isDecidable = (row: PlanRow): boolean => isOpen(row) || row.decision !== undefined;

/** The times of a series, one after the other: those that do not fit are decided with a digit each, then Enter does it. */
export function TimesStep({ plan, out, submit, pending, busy, refused, asked, onSubmit, onBack }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const go = useRef<HTMLButtonElement>(null);
  const open = plan.open.length;
  const waits = useRef(asked);

  const focusRow = (key: string | undefined): void => {
    const row = key === undefined ? null : list.current?.querySelector<HTMLElement>(`[data-row="${key}"]`);
    (row ?? go.current)?.focus();
  };
  const firstOpen = plan.open[0]?.key;
  useDayOfReturn();
  useFocusOnOpen(list, go, plan.isCurrent, firstOpen);

  const after = (key: string): string | undefined => {
    const at = plan.rows.findIndex((row) => row.key === key);
    return [...plan.rows.slice(at + 1), ...plan.rows.slice(0, at)].find(isOpen)?.key;
  };
  const take = (row: PlanRow, free: FreeTime): void => {
    plan.decide(row.key, { practitionerId: free.practitionerId, startsAt: free.startsAt });
    focusRow(after(row.key));
  };
  const leaveOut = (row: PlanRow): void => {
    plan.decide(row.key, "out");
    focusRow(after(row.key));
  };
  const takeBack = (row: PlanRow): void => {
    plan.decide(row.key, undefined);
    focusRow(row.key);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLOListElement>): void => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.target.closest<HTMLElement>("[data-row]")?.dataset["row"];
    const row = plan.rows.find((each) => each.key === key);
    if (!row || !act(event, row)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const act = ({ key, code, target }: KeyboardEvent, row: PlanRow): boolean => {
    const decidable = plan.rows.filter(isDecidable);
    const at = decidable.indexOf(row);
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
    const free = digit === undefined ? undefined : row.time?.clash?.nearest[Number(digit) - 1];
    if (key === "ArrowDown") focusRow(decidable[Math.min(at + 1, decidable.length - 1)]?.key);
    else if (key === "ArrowUp") focusRow(decidable[Math.max(at - 1, 0)]?.key);
    else if (digit === "0" && row.decision !== "out") leaveOut(row);
    else if (free && isOpen(row)) take(row, free);
    else if ((key === "Backspace" || key === "Delete") && row.decision !== undefined) takeBack(row);
    else if (key === "Enter" && target instanceof Element && !target.closest("button")) trySubmit();
    else return false;
    return true;
  };
  const trySubmit = (): void => {
    if (pending) return;
    if (!plan.isCurrent) waits.current = true;
    else if (open > 0) focusRow(firstOpen);
    else if (plan.planned.length > 0) onSubmit();
  };
  // Enter may come before main has looked at the last decision.
  useEffect(() => {
    if (!waits.current || !plan.isCurrent) return;
    waits.current = false;
    trySubmit();
  });

  return (
    <div className={panel.form}>
      <Refused error={refused} />
      <p role="status">{open > 0 ? seriesWords.decideLead(open, out) : seriesWords.allDecided}</p>
      {plan.rows.some(isDecidable) ? <p className="quiet">{seriesWords.keysHint(out)}</p> : null}
      <ol ref={list} className={styles.times} aria-label={seriesWords.list} onKeyDown={onKeyDown}>
        {plan.rows.map((row) => (
          <TimeRow
            key={row.key}
            row={row}
            out={out}
            onTake={(free) => take(row, free)}
            onOut={() => leaveOut(row)}
            onTakeBack={() => takeBack(row)}
          />
        ))}
      </ol>
      {plan.planned.length === 0 ? <p className="callout plain">{seriesWords.nothingLeft}</p> : null}
      <div className={panel.submit}>
        <Button className="react-aria-Button primary" ref={go} onPress={trySubmit}>
          {busy ? fieldWords.busy : submit}
        </Button>
        <Button onPress={onBack}>{appointmentWords.back}</Button>
      </div>
    </div>
  );
}

/** The keyboard begins at the first one to decide, also when a refusal has found one; else at what does it all. */
function useFocusOnOpen(
  list: RefObject<HTMLElement | null>,
  go: RefObject<HTMLElement | null>,
  isCurrent: boolean,
  firstOpen: string | undefined,
): void {
  useEffect(() => {
    if (!isCurrent || document.activeElement?.closest("[data-row]")) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-row="${firstOpen ?? ""}"]`);
    (row ?? go.current)?.focus();
  }, [list, go, isCurrent, firstOpen]);
}

/** The board shows the days that are decided, and afterwards the one that it showed before. */
function useDayOfReturn(): void {
  useEffect(() => {
    const { day } = useScreen.getState();
    return () => useScreen.getState().setDay(day);
  }, []);
}
