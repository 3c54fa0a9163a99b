import { memo } from "react";
import { useNow } from "../lib/use-now.ts";
import type { Formats } from "../words/index.ts";
import { boardWords } from "../words/index.ts";
import { type Axis, yOf } from "./axis.ts";
import styles from "./board.module.css";

type Props = { axis: Axis; zoom: number; formats: Formats };

/** Below this, half-hour lines are noise. */
const HALF_HOURS_FROM = 7;

/** Hours down the side. The hour that comes twice is named so the second time. */
export const TimeAxis = memo(function TimeAxis({ axis, zoom, formats }: Props) {
  return (
    <div aria-hidden="true" className={styles.axis}>
      {axis.lines
        .filter((line) => line.kind === "hour")
        .map((line) => (
          <span key={line.at} className={styles.hour} style={{ top: yOf(axis, line.at, zoom) }}>
            {formats.time(line.at)}
            {line.again && <small>{boardWords.againShort}</small>}
          </span>
        ))}
      <NowLabel axis={axis} zoom={zoom} formats={formats} />
    </div>
  );
});

export const Lines = memo(function Lines({ axis, zoom }: Omit<Props, "formats">) {
  return (
    <div aria-hidden="true" className={styles.lines}>
      {axis.lines
        .filter((line) => line.kind === "hour" || zoom >= HALF_HOURS_FROM)
        .map((line) => (
          <i key={line.at} data-kind={line.kind} style={{ top: yOf(axis, line.at, zoom) }} />
        ))}
    </div>
  );
});

const isToday = (axis: Axis, now: number): boolean => now >= axis.startsAt && now < axis.endsAt;

function NowLabel({ axis, zoom, formats }: Props) {
  const now = useNow();
  if (!isToday(axis, now)) return null;
  return (
    <span className={styles.nowLabel} style={{ top: yOf(axis, now, zoom) }}>
      {formats.time(now)}
    </span>
  );
}

export function NowLine({ axis, zoom }: Omit<Props, "formats">) {
  const now = useNow();
  if (!isToday(axis, now)) return null;
  return <div aria-hidden="true" className={styles.nowLine} style={{ top: yOf(axis, now, zoom) }} />;
}
