import type { Status } from "../../src/appointments/status.ts";
import styles from "./card.module.css";

/** ● arrived, ◐ checked in, ✓ done, ✕ no-show: drawn, so that they are equally large in every font. */
const drawings: Partial<Record<Status, React.ReactNode>> = {
  arrived: <circle cx="6" cy="6" r="4" fill="currentColor" />,
  "checked-in": (
    <>
      <circle cx="6" cy="6" r="3.5" fill="none" stroke="currentColor" />
      <path d="M6 2a4 4 0 0 0 0 8z" fill="currentColor" />
    </>
  ),
  fulfilled: <path d="M2.5 6.5 5 9l4.5-6" fill="none" stroke="currentColor" strokeWidth="1.75" />,
  noshow: <path d="m3 3 6 6m0-6-6 6" fill="none" stroke="currentColor" strokeWidth="1.75" />,
};

/** Only of what has no other sign: the dashed outline may lie under the cursor's ring. */
const unconfirmed = (
  <circle
    cx="6"
    cy="6"
    r="4"
    fill="none"
    stroke="currentColor"
    strokeDasharray="2.1 2.1"
    strokeWidth="1.25"
  />
);

export function StatusSign({ status, provisional }: { status: Status; provisional: boolean }) {
  const drawing = drawings[status] ?? (provisional ? unconfirmed : undefined);
  if (!drawing) return null;
  return (
    <svg
      className={drawing === unconfirmed ? `${styles.sign} ${styles.unconfirmed}` : styles.sign}
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden="true"
    >
      {drawing}
    </svg>
  );
}
