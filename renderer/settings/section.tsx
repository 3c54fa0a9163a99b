import { ChevronRight } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import styles from "./settings.module.css";

type SectionProps = { title: string; lead?: string; children: ReactNode };

/** One part of the settings, with a sentence that says what it is for. */
export function Section({ title, lead, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <header>
        <h3 id={id}>{title}</h3>
        {lead === undefined ? null : <p className="quiet">{lead}</p>}
      </header>
      {children}
    </section>
  );
}

type EntryProps = { name: string; detail?: string; label: string; mark?: ReactNode; children: ReactNode };

/** One thing in a list, opened to be changed. */
export function Entry({ name, detail, label, mark, children }: EntryProps) {
  return (
    <Disclosure className={styles.entry ?? ""}>
      {({ isExpanded }) => (
        <>
          <Heading level={4}>
            <Button
              slot="trigger"
              className={`react-aria-Button plain ${styles.trigger}`}
              aria-label={detail === undefined ? label : `${label} ${detail}`}
            >
              <ChevronRight size={14} aria-hidden />
              {mark}
              <span className={styles.name} dir="auto">
                {name}
              </span>{" "}
              {detail === undefined ? null : <span className="quiet">{detail}</span>}
            </Button>
          </Heading>
          <DisclosurePanel>
            {/* What was typed and not saved goes when the entry is closed, so that it shows what is true. */}
            {isExpanded ? <div className={styles.opened}>{children}</div> : null}
          </DisclosurePanel>
        </>
      )}
    </Disclosure>
  );
}
