import { JoinForm } from "../settings/sharing/join-form.tsx";
import sheet from "../styles/sheet.module.css";
import { firstRunWords } from "../words/index.ts";
import styles from "./first-run.module.css";

/** The other first start: the practice is there already, and this desk becomes one of it. */
export function Join({ onBack }: { onBack: () => void }) {
  return (
    <main className={sheet.page}>
      <div className={`${sheet.sheet} ${styles.guide}`}>
        <header className={styles.header}>
          <h1>{firstRunWords.joinTitle}</h1>
          <p className="quiet">{firstRunWords.joinHelp}</p>
        </header>
        <JoinForm asksForLocal={false} autoFocus onBack={onBack} />
      </div>
    </main>
  );
}
