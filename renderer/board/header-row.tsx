import { memo, useMemo } from "react";
import { useNow } from "../lib/use-now.ts";
import type { Formats } from "../words/index.ts";
import { isOnAxis } from "./axis.ts";
import styles from "./board.module.css";
import type { Column } from "./columns.ts";
import { shortNames } from "./short-names.ts";

type Props = { columns: readonly Column[]; formats: Formats };

/** What stands over the columns: names, whole where there is room for them; in a week its days. */
export function HeaderRow({ columns, formats }: Props) {
  const people = columns.map(({ practitioner: { id, name, shortName } }) => ({ id, name, shortName }));
  // As text: every day brings its practitioners anew, and they are mostly the same.
  const named = JSON.stringify(people);
  const names = useMemo(() => shortNames(JSON.parse(named) as typeof people), [named]);
  const now = useNow();
  return (
    <div role="row" className={`${styles.row} ${styles.header}`}>
      <div role="presentation" className={styles.corner} />
      {columns.map(({ key, practitioner, axis, dated, hours }, index) => (
        <Header
          key={key}
          index={index}
          whole={dated ? formats.longDay(axis.day) : practitioner.name}
          full={dated ? formats.shortDay(axis.day) : practitioner.name}
          short={dated ? formats.shortDay(axis.day) : (names.get(practitioner.id) ?? practitioner.name)}
          isToday={dated && isOnAxis(axis, now)}
          isOff={hours.length === 0}
        />
      ))}
    </div>
  );
}

type HeaderProps = {
  index: number;
  whole: string;
  full: string;
  short: string;
  isToday: boolean;
  isOff: boolean;
};

const Header = memo(function Header({ index, whole, full, short, isToday, isOff }: HeaderProps) {
  return (
    <div
      role="columnheader"
      aria-colindex={index + 1}
      aria-label={whole}
      aria-current={isToday ? "date" : undefined}
      title={whole}
      className={styles.name}
      data-off={isOff ? "" : undefined}
    >
      <span dir="auto" className={styles.full}>
        {full}
      </span>
      <span dir="auto" className={styles.short}>
        {short}
      </span>
    </div>
  );
});
