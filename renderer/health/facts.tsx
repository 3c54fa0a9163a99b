import { Check, X } from "lucide-react";
import { type ReactNode, useId } from "react";
import styles from "./health.module.css";

type Props = { title: string; action?: ReactNode; children: ReactNode };

/** A titled list of names and figures. */
export function Facts({ title, action, children }: Props) {
  const id = useId();
  return (
    <section className={styles.facts} aria-labelledby={id}>
      <header className={styles.factsHeader}>
        <h3 id={id}>{title}</h3>
        {action}
      </header>
      {children}
    </section>
  );
}

export const Fact = ({ name, value }: { name: string; value: string }) => (
  <dl className={styles.fact}>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </dl>
);

/** Good or not: a sign beside words that say the same, so that colour is never the only one. */
export const Sign = ({ good }: { good: boolean | null }) => (
  <span className={styles.sign} data-good={good ?? undefined} aria-hidden>
    {good === null ? null : good ? <Check size={14} strokeWidth={2.5} /> : <X size={14} strokeWidth={2.5} />}
  </span>
);
