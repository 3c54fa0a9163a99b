import { settingsWords } from "../words/index.ts";
import { sections } from "./sections.ts";
import styles from "./settings.module.css";

/** What the practice is made of, and what this desk is called. */
export function Settings() {
  return (
    <div className="page">
      <div className="page-column">
        <h2 className={styles.title}>{settingsWords.title}</h2>
        {sections.map(({ id, Section }) => (
          <div key={id} id={id} tabIndex={-1} className={styles.part}>
            <Section />
          </div>
        ))}
      </div>
    </div>
  );
}
