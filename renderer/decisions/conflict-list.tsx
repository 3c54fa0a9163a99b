import { Tab, TabList } from "react-aria-components";
import type { ConflictView } from "../../src/ipc/sharing-views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { useOwnPractitioner } from "../board/use-people.ts";
import { useFormats } from "../fields/index.ts";
import { conflictTime, conflictTitles, conflictWords, settledWords, sideName } from "../words/index.ts";
import styles from "./decisions.module.css";
import { concerns } from "./in-turn.ts";

type Props = { conflicts: readonly ConflictView[]; settled: boolean };

/** One line for whom, one for what, one for when. */
export function ConflictList({ conflicts, settled }: Props) {
  return (
    <TabList
      items={conflicts}
      aria-label={settled ? conflictWords.listSettled : conflictWords.listOpen}
      className={styles.list ?? ""}
    >
      {(conflict) => <Item key={conflict.id} conflict={conflict} />}
    </TabList>
  );
}

function Item({ conflict }: { conflict: ConflictView }) {
  const formats = useFormats();
  const time = conflictTime(conflict);
  const isOpen = conflict.state === "open";
  const own = useOwnPractitioner();
  const isTheirs = own !== null && concerns(conflict, own.id);
  return (
    <Tab id={conflict.id} className={styles.item ?? ""}>
      <span className={styles.sign} data-open={isOpen || undefined} aria-hidden="true" />
      <span className={styles.name} dir="auto">
        {sideName(conflict.loser)}
      </span>{" "}
      <span className={styles.line}>{conflictTitles[conflict.kind]}</span>{" "}
      <span className={styles.line}>
        {isOpen
          ? time && formats.dayAndRange(time.startsAt, time.endsAt)
          : settledWords(conflict.state, conflict.resolution)}
        {!isOpen && conflict.closedAt !== null && `, ${formats.ago(conflict.closedAt, systemClock())}`}
      </span>
      {isTheirs && (
        <span className={styles.about} dir="auto">
          {conflictWords.about(own.name)}
        </span>
      )}
      {isOpen && conflict.provisional && (
        <span className={styles.unconfirmed}>{conflictWords.provisionalShort}</span>
      )}
    </Tab>
  );
}
