import type { AppView } from "../../src/ipc/views.ts";
import { frameWords } from "../words/board.ts";
import styles from "./frame.module.css";

export function StatusBar({ app }: { app: AppView }) {
  const readOnly = app.database.state === "read-only";
  return (
    <footer className={styles.status}>
      <span>
        <i data-tone={readOnly ? "decision" : "good"} aria-hidden="true" />
        {frameWords.thisDeskOnly} · {readOnly ? frameWords.readOnly : frameWords.allKeptHere}
      </span>
      <span className={styles.space} />
      {app.evaluationRuntime && <span className={styles.evaluation}>{frameWords.evaluation}</span>}
      {app.demo && <span className={styles.tag}>{frameWords.demo}</span>}
      <span dir="auto">{app.deskName}</span>
    </footer>
  );
}
