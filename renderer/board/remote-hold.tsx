import type { Formats } from "../words/index.ts";
import { boardWords } from "../words/index.ts";
import { yOf, yOfEnd } from "./axis.ts";
import styles from "./card.module.css";
import type { Column, RemoteHold as Held } from "./columns.ts";

type Props = { held: Held; column: Column; zoom: number; formats: Formats };

/** A time that another desk keeps for its caller: whoever looks here does not offer it. */
export function RemoteHold({ held: { hold, place }, column, zoom, formats }: Props) {
  const { axis, dated } = column;
  const when = dated ? formats.dayAndRange : formats.range;
  const top = yOf(axis, hold.startsAt, zoom);
  const height = yOfEnd(axis, hold.busyUntil, zoom) - top - 1;
  return (
    <div
      role="img"
      aria-label={boardWords.remoteHoldLabel(hold, when(hold.startsAt, hold.busyUntil))}
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
