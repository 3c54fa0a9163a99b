import { type ReactNode, useEffect, useState } from "react";
import { boardWords } from "../words/index.ts";
import styles from "./empty.module.css";

type Props = { title: string; help?: string; children: ReactNode };

export function Empty({ title, help, children }: Props) {
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      {help !== undefined && <p className="quiet">{help}</p>}
      {children}
    </div>
  );
}

const SKELETON_AFTER_MS = 150;
const COLUMNS = [4, 3, 5, 2, 4, 3];

/** Shown only when waiting can be felt; a skeleton that flashes is worse than a blank moment. */
export function Skeleton() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), SKELETON_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, []);
  if (!late) return <div className={styles.empty} />;
  return (
    <div className={styles.skeleton}>
      <span role="status" className="visually-hidden">
        {boardWords.loading}
      </span>
      {COLUMNS.map((cards, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a skeleton are only places
        <div key={column}>
          {Array.from({ length: cards }, (_, card) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <i key={card} style={{ height: 40 + ((column * 7 + card * 13) % 4) * 28 }} />
          ))}
        </div>
      ))}
    </div>
  );
}
