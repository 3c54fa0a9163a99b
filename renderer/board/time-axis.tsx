import { memo } from "react";
import { useNow } from "../lib/use-now.ts";
import type { Formats } from "../words/index.ts";
import { boardWords } from "../words/index.ts";
import { type Axis, isOnAxis, pixels, yOf } from "./axis.ts";
import styles from "./board.module.css";

type Props = {
  /** Of the days on the board: they share their rows. */
  axes: readonly Axis[];
  zoom: number;
  formats: Formats;
};
type LineProps = { axis: Axis; zoom: number };

/** Below this, half-hour lines are noise. */
const HALF_HOURS_FROM = 7;

/** Hours down the side. The hour that comes twice is named so the second time. */
export const TimeAxis = memo(function TimeAxis({ axes, zoom, formats }: Props) {
  return (
    <div aria-hidden="true" className={styles.axis}>
      {axes[0]?.lines
        .filter((line) => line.kind === "hour")
        .map((line) => (
          <span key={line.row} className={styles.hour} style={{ top: pixels(line.row, zoom) }}>
            {formats.wallTime(line.minutes)}
            {line.again && <small>{boardWords.againShort}</small>}
          </span>
        ))}
      <NowLabel axes={axes} zoom={zoom} formats={formats} />
    </div>
  );
});

export const Lines = memo(function Lines({ axis, zoom }: LineProps) {
  return (
    <div aria-hidden="true" className={styles.lines}>
      {axis.lines
        .filter((line) => line.kind === "hour" || zoom >= HALF_HOURS_FROM)
        .map((line) => (
          <i key={line.row} data-kind={line.kind} style={{ top: pixels(line.row, zoom) }} />
        ))}
    </div>
  );
});

function NowLabel({ axes, zoom, formats }: Props) {
  const now = useNow();
  const axis = axes.find((each) => isOnAxis(each, now));
  if (!axis) return null;
  return (
    <span className={styles.nowLabel} style={{ top: yOf(axis, now, zoom) }}>
      {formats.time(now)}
    </span>
  );
}

/** Over a whole day of everybody, or in one column of a week, as its class says. */
export function NowLine({
  axis,
  zoom,
  className = styles.across,
}: LineProps & { className?: string | undefined }) {
  const now = useNow();
  if (!isOnAxis(axis, now)) return null;
  return (
    <div
      aria-hidden="true"
      className={`${styles.nowLine} ${className}`}
      style={{ top: yOf(axis, now, zoom) }}
    />
  );
}
