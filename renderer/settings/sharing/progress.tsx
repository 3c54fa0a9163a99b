import { Label, ProgressBar } from "react-aria-components";
import { useSharing } from "../../queries/index.ts";
import { progressWords } from "../../words/index.ts";
import styles from "./sharing.module.css";

/** How far a copy is on its way up or down; nothing while none is. */
export function Progress() {
  const progress = useSharing().data?.progress;
  if (!progress) return null;
  const { done, total } = progress;
  return (
    <ProgressBar
      className={styles.progress ?? ""}
      value={done}
      maxValue={Math.max(1, total)}
      isIndeterminate={total === 0}
    >
      {({ percentage, valueText }) => (
        <>
          <Label>{progressWords(progress)}</Label>
          <span>{valueText}</span>
          <div className={styles.bar}>
            <i style={{ width: `${percentage ?? 0}%` }} />
          </div>
        </>
      )}
    </ProgressBar>
  );
}
