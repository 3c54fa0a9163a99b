import { ChevronRight } from "lucide-react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import type { HistoryView } from "../../../src/ipc/views.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { useFormats } from "../../fields/index.ts";
import { appointmentWords, historyByline, historySentence } from "../../words/index.ts";
import panel from "../panel.module.css";
import { useNames } from "../use-names.ts";
import styles from "./appointment.module.css";

/** Who did what, when; the newest first. */
export function History({ entries }: { entries: readonly HistoryView[] }) {
  const formats = useFormats();
  const names = useNames();
  const now = systemClock();
  return (
    <Disclosure className={panel.section ?? ""}>
      <Heading level={3}>
        <Button slot="trigger" className={`react-aria-Button plain ${styles.trigger}`}>
          <ChevronRight size={14} aria-hidden />
          {appointmentWords.history}
        </Button>
      </Heading>
      <DisclosurePanel>
        <ol className={styles.notes}>
          {entries.toReversed().map((entry) => (
            <li key={`${entry.opId} ${entry.at} ${entry.action}`}>
              <p dir="auto">{historySentence(entry, formats, names)}</p>
              <p className={styles.byline}>{historyByline(entry, now, formats)}</p>
            </li>
          ))}
        </ol>
      </DisclosurePanel>
    </Disclosure>
  );
}
