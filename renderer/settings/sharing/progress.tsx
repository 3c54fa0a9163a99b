import { Label, ProgressBar } from "react-aria-components";
import { useFormats } from "../../fields/index.ts";
import { useSharing } from "../../queries/index.ts";
import { progressPart, progressWords } from "../../words/index.ts";
import styles from "./sharing.module.css";

/** How far a copy is on its way up or down; nothing while none is. */
export function Progress() {
  const formats = useFormats();
  const progress = useSharing().data?.progress;
  if (!progress) return null;
  const { done, total } = progress;
  const part = progressPart(progress, formats);
  return (
    <ProgressBar
      className={styles.progress ?? ""}
      value={done}
      maxValue={Math.max(1, total)}
      isIndeterminate={total === 0}
      valueLabel={part}
    >
      {({ percentage }) => (
        <>
          <Label>{progressWords(progress)}</Label>
          <span>{part}</span>
          <div className={styles.bar}>
            <i style={{ width: `${percentage ?? 0}%` }} />
          </div>
        </>
      )}
    </ProgressBar>
  );
}
