import { useMemo } from "react";
import { useNow } from "../lib/use-now.ts";
import type { Formats } from "../words/index.ts";
import { isOnAxis } from "./axis.ts";
import styles from "./board.module.css";
import type { Column } from "./columns.ts";
import { shortNames } from "./short-names.ts";

type Props = { columns: readonly Column[]; formats: Formats };

/** What stands over the columns: names, whole where there is room for them; in a week its days. */
export function HeaderRow({ columns, formats }: Props) {
  const names = useMemo(() => shortNames(columns.map((column) => column.practitioner)), [columns]);
  const now = useNow();
  return (
    <div role="row" className={`${styles.row} ${styles.header}`}>
      <div role="presentation" className={styles.corner} />
      {columns.map(({ key, practitioner, axis, dated, hours }, index) => {
        const whole = dated ? formats.longDay(axis.day) : practitioner.name;
        const isToday = dated && isOnAxis(axis, now);
        return (
          <div
            key={key}
            role="columnheader"
            aria-colindex={index + 1}
            aria-label={whole}
            aria-current={isToday ? "date" : undefined}
            title={whole}
            className={styles.name}
            data-off={hours.length === 0 ? "" : undefined}
          >
            <span dir="auto" className={styles.full}>
              {dated ? formats.shortDay(axis.day) : practitioner.name}
            </span>
            <span dir="auto" className={styles.short}>
              {dated ? formats.shortDay(axis.day) : names.get(practitioner.id)}
            </span>
          </div>
        );
      })}
    </div>
  );
}
