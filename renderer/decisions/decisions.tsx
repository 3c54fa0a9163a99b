import { Check, History } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { Button, TabPanel, Tabs, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import type { ConflictView } from "../../src/ipc/sharing-views.ts";
import { Empty, Skeleton } from "../board/empty.tsx";
import { useOwnPractitioner } from "../board/use-people.ts";
import { useConflicts } from "../queries/index.ts";
import { useScreen } from "../store/screen.ts";
import { conflictWords } from "../words/index.ts";
import { ConflictList } from "./conflict-list.tsx";
import { ConflictPanel } from "./conflict-panel.tsx";
import styles from "./decisions.module.css";
import { inTurn } from "./in-turn.ts";
import { Outcome, type Said } from "./outcome.tsx";

const none: never[] = [];
const isAbout = ({ loser, other }: ConflictView, appointmentId: string | null): boolean =>
  appointmentId !== null &&
  (loser.appointment?.id === appointmentId || other?.appointment?.id === appointmentId);

/** Where two wanted the same: each decision with both sides, whom to call, the times to offer, and the day beside it. */
export function Decisions() {
  const decideFor = useScreen((screen) => screen.decideFor);
  const [shown, setShown] = useState<"open" | "settled">("open");
  const [chosen, setChosen] = useState<string | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const ownId = useOwnPractitioner()?.id ?? null;
  const answer = useConflicts(shown === "settled");
  const listed = answer.data?.conflicts ?? none;
  const conflicts = useMemo(
    () => (shown === "open" ? inTurn(listed, ownId) : listed),
    [listed, shown, ownId],
  );
  const selected =
    conflicts.find(({ id }) => id === chosen) ??
    conflicts.find((conflict) => isAbout(conflict, decideFor)) ??
    conflicts[0];
  const page = useKeptFocus(selected?.id);

  /** The next one comes up where the decided one was. */
  const decided = (conflict: ConflictView, outcome: Said): void => {
    const at = conflicts.findIndex(({ id }) => id === conflict.id);
    setChosen((conflicts[at + 1] ?? conflicts[at - 1])?.id ?? null);
    setSaid(outcome);
  };

  return (
    <div className={styles.page} ref={page} tabIndex={-1}>
      <header className={styles.header}>
        <h2 className={styles.title}>{conflictWords.title}</h2>
        <ToggleButtonGroup
          aria-label={conflictWords.which}
          className={styles.which ?? ""}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[shown]}
          onSelectionChange={([key]) => setShown(key === "settled" ? "settled" : "open")}
        >
          <ToggleButton id="open">{conflictWords.open}</ToggleButton>
          <ToggleButton id="settled">{conflictWords.settled}</ToggleButton>
        </ToggleButtonGroup>
        <p className="quiet">{conflictWords.lead}</p>
      </header>
      {said && <Outcome said={said} onDismiss={() => setSaid(null)} />}
      {!answer.data && answer.isError && (
        <Empty title={conflictWords.notRead}>
          <Button onPress={() => void answer.refetch()}>{conflictWords.tryAgain}</Button>
        </Empty>
      )}
      {!answer.data && !answer.isError && <Skeleton />}
      {answer.data && conflicts.length === 0 && <Nothing settled={shown === "settled"} />}
      {selected && (
        <Tabs
          orientation="vertical"
          className={styles.tabs ?? ""}
          selectedKey={selected.id}
          onSelectionChange={(key) => setChosen(String(key))}
        >
          <ConflictList conflicts={conflicts} settled={shown === "settled"} />
          <TabPanel key={selected.id} id={selected.id} className={styles.panel ?? ""}>
            <ConflictPanel conflict={selected} onDecided={(outcome) => decided(selected, outcome)} />
          </TabPanel>
        </Tabs>
      )}
    </div>
  );
}

function Nothing({ settled }: { settled: boolean }) {
  return (
    <div className={styles.nothing}>
      {settled ? <History size={24} aria-hidden /> : <Check size={24} aria-hidden />}
      <h3>{settled ? conflictWords.emptySettled : conflictWords.empty}</h3>
      <p className="quiet">{settled ? conflictWords.emptySettledHelp : conflictWords.emptyHelp}</p>
    </div>
  );
}

/** The keyboard begins in the list, and comes back to it when what had it is gone: decided, or settled elsewhere. */
function useKeptFocus(selectedId: string | undefined) {
  const page = useRef<HTMLDivElement>(null);
  const begun = useRef(false);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const active = document.activeElement;
      const isInside = active !== page.current && page.current?.contains(active) === true;
      if (isInside || (begun.current && active !== document.body && active !== page.current)) return;
      const tab =
        selectedId === undefined
          ? null
          : page.current?.querySelector<HTMLElement>("[role=tab][aria-selected=true]");
      begun.current = begun.current || Boolean(tab);
      (tab ?? page.current)?.focus({ preventScroll: !tab });
    });
    return () => cancelAnimationFrame(frame);
  }, [selectedId]);
  return page;
}
