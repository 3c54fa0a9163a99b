import type { Formats } from "../words/index.ts";
import { boardWords } from "../words/index.ts";
import { type Axis, yOf } from "./axis.ts";
import styles from "./card.module.css";
import type { RemoteHold as Held } from "./columns.ts";

type Props = { held: Held; axis: Axis; zoom: number; formats: Formats };

/** A time that another desk keeps for its caller: whoever looks here does not offer it. */
export function RemoteHold({ held: { hold, place }, axis, zoom, formats }: Props) {
  const top = yOf(axis, hold.startsAt, zoom);
  const height = yOf(axis, hold.busyUntil, zoom) - top - 1;
  return (
    <div
      role="img"
      aria-label={boardWords.remoteHoldLabel(hold, formats.range(hold.startsAt, hold.busyUntil))}
      className={styles.remote}
      style={{
        top,
        height,
        left: `${place.left * 100}%`,
        width: `calc(${place.width * 100}% - 3px)`,
      }}
    >
      <span dir="auto">{boardWords.remoteHold(hold)}</span>
    </div>
  );
}
