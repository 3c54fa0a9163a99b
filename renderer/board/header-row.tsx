import { useMemo } from "react";
import styles from "./board.module.css";
import type { Column } from "./columns.ts";
import { shortNames } from "./short-names.ts";

/** The names over the columns, whole where there is room for them. */
export function HeaderRow({ columns }: { columns: readonly Column[] }) {
  const names = useMemo(() => shortNames(columns.map((column) => column.practitioner)), [columns]);
  return (
    <div role="row" className={`${styles.row} ${styles.header}`}>
      <div role="presentation" className={styles.corner} />
      {columns.map(({ practitioner, hours }, index) => (
        <div
          key={practitioner.id}
          role="columnheader"
          aria-colindex={index + 1}
          aria-label={practitioner.name}
          title={practitioner.name}
          className={styles.name}
          data-off={hours.length === 0 ? "" : undefined}
        >
          <span dir="auto" className={styles.full}>
            {practitioner.name}
          </span>
          <span dir="auto" className={styles.short}>
            {names.get(practitioner.id)}
          </span>
        </div>
      ))}
    </div>
  );
}
