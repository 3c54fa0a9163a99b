import { Button } from "react-aria-components";
import type { AppView } from "../../src/ipc/views.ts";
import { useFormats } from "../fields/index.ts";
import { useNow } from "../lib/use-now.ts";
import { useHealth, useOpenDecisions, useSharing } from "../queries/index.ts";
import { useScreen } from "../store/screen.ts";
import { frameWords, jumpShort, type SharingStatus, sharingStatus, sharingWords } from "../words/index.ts";
import styles from "./frame.module.css";

/** One line under everything: how this desk stands with the others, what waits for a person, and where one is. */
export function StatusBar({ app }: { app: AppView }) {
  const goTo = useScreen((screen) => screen.goTo);
  const decide = useScreen((screen) => screen.decide);
  const open = useOpenDecisions();
  const sharing = useSharing().data;
  const jump = useHealth().data?.alerts.find(({ code }) => code === "refusals-jumped");
  return (
    <footer className={styles.status}>
      {app.database.state === "read-only" ? (
        <span>
          <i data-tone="decision" aria-hidden="true" />
          {frameWords.readOnly}
        </span>
      ) : (
        <Sharing onMend={goTo} />
      )}
      {open > 0 && (
        <Button className={`react-aria-Button plain ${styles.decisions}`} onPress={() => decide(null)}>
          <i data-tone="decision" aria-hidden="true" />
          {sharingWords.decisions(open)}
        </Button>
      )}
      <span role="status">
        {jump && (
          <Button className={`react-aria-Button plain ${styles.decisions}`} onPress={() => goTo("health")}>
            <i data-tone="decision" aria-hidden="true" />
            {jumpShort(jump.count)}
          </Button>
        )}
      </span>
      <span className={styles.space} />
      {sharing?.cut && <span className={styles.tag}>{sharingWords.cut}</span>}
      {app.evaluationRuntime && <span className={styles.evaluation}>{frameWords.evaluation}</span>}
      {app.demo && <span className={styles.tag}>{frameWords.demo}</span>}
      <span dir="auto" className={styles.desk}>
        {app.deskName}
      </span>
    </footer>
  );
}

function Sharing({ onMend }: { onMend: (page: NonNullable<SharingStatus["mendedOn"]>) => void }) {
  const formats = useFormats();
  const now = useNow();
  const { tone, text, detail, mendedOn } = sharingStatus(useSharing().data, { formats, now });
  const said = (
    <>
      <i data-tone={tone} aria-hidden="true" />
      <span>{text}</span>
    </>
  );
  return (
    <span className={styles.sharing}>
      {/* Around the button: within one it would take the button's name away. */}
      <span role="status">
        {mendedOn === null ? (
          said
        ) : (
          <Button className={`react-aria-Button plain ${styles.decisions}`} onPress={() => onMend(mendedOn)}>
            {said}
          </Button>
        )}
      </span>
      {detail !== null && <span className={styles.more}> · {detail}</span>}
    </span>
  );
}
