import type { AppointmentTypeView } from "../../src/ipc/views.ts";
import { useScreen } from "../store/screen.ts";
import { blockWords, boardWords, type Formats } from "../words/index.ts";
import { type Axis, yOf, yOfEnd } from "./axis.ts";
import { type Column, freeUntil, isIn, type Meeting, meetingAt } from "./columns.ts";
import styles from "./marks.module.css";
import { usePointer } from "./pointer-store.ts";
import { cardAt } from "./stops.ts";

export const CURSOR_ID = "board-cursor";

type Props = {
  column: Column;
  zoom: number;
  formats: Formats;
  types: ReadonlyMap<string, AppointmentTypeView>;
};

function meetingWords(meeting: Meeting, startsAt: number, formats: Formats): string {
  const until = freeUntil(meeting, startsAt);
  if (until !== null) return boardWords.meets.freeUntil(formats.time(until));
  switch (meeting.kind) {
    case "appointment":
      return boardWords.meets.appointment(meeting.appointment);
    case "block":
      return boardWords.meets.block(meeting.block);
    case "hold":
      return boardWords.remoteHold(meeting.hold);
    default:
      return boardWords.meets[meeting.kind];
  }
}

/** How long the next booking will be: the length of the type chosen in the form, and its buffer. */
function useGhostLength(types: Props["types"]): { seconds: number; buffer: number } {
  const minutes = useScreen((screen) => screen.ghostDurationMinutes);
  const typeId = useScreen((screen) => screen.ghostTypeId);
  const type = typeId === null ? undefined : types.get(typeId);
  return { seconds: minutes * 60, buffer: (type?.bufferMinutes ?? 0) * 60 };
}

type BoxProps = Pick<Props, "zoom"> & {
  axis: Axis;
  startsAt: number;
  endsAt: number;
  className: string;
  children: React.ReactNode;
  id?: string;
  label?: string;
};

function Box({ axis, zoom, startsAt, endsAt, className, children, id, label }: BoxProps) {
  const top = yOf(axis, startsAt, zoom);
  const height = yOfEnd(axis, endsAt, zoom) - top - 1;
  const style = { top, height };
  if (label === undefined) {
    return (
      <div aria-hidden="true" className={`${styles.ghost} ${className}`} style={style}>
        {children}
      </div>
    );
  }
  return (
    <div role="button" id={id} aria-label={label} className={`${styles.ghost} ${className}`} style={style}>
      {children}
    </div>
  );
}

function toneOf(meeting: Meeting): string {
  if (meeting.kind === "free") return styles.free ?? "";
  if (meeting.kind === "outside") return styles.outside ?? "";
  // A hold says the same in the same place: only one of the two is to be read.
  return meeting.kind === "hold" ? `${styles.taken} ${styles.opaque}` : (styles.taken ?? "");
}

/** The free time under the pointer, as long as the chosen type. */
export function HoverGhost({ column, zoom, formats, types }: Props) {
  const startsAt = usePointer(({ hover }) => (hover && isIn(column, hover) ? hover.startsAt : null));
  const { seconds, buffer } = useGhostLength(types);
  // A click may have put something under the pointer that rests there.
  if (startsAt === null || cardAt(column, startsAt)) return null;
  const endsAt = startsAt + seconds;
  const meeting = meetingAt(column, startsAt, endsAt + buffer);
  return (
    <Box axis={column.axis} zoom={zoom} startsAt={startsAt} endsAt={endsAt} className={toneOf(meeting)}>
      <b>{formats.range(startsAt, endsAt)}</b>
      {meeting.kind !== "free" && <span>{meetingWords(meeting, startsAt, formats)}</span>}
    </Box>
  );
}

/** Where a dragged appointment would come to lie. */
export function DragGhost({ column, zoom, formats }: Props) {
  const drag = usePointer((pointer) =>
    pointer.drag && isIn(column, pointer.drag.spot) ? pointer.drag : null,
  );
  if (!drag) return null;
  const { appointment, spot } = drag;
  const endsAt = spot.startsAt + appointment.endsAt - appointment.startsAt;
  const busyUntil = spot.startsAt + appointment.busyUntil - appointment.startsAt;
  const meeting = meetingAt(column, spot.startsAt, busyUntil, appointment.id);
  return (
    <Box
      axis={column.axis}
      zoom={zoom}
      startsAt={spot.startsAt}
      endsAt={endsAt}
      className={`${styles.drag} ${toneOf(meeting)}`}
    >
      <b>{formats.range(spot.startsAt, endsAt)}</b>
      {meeting.kind !== "free" && <span>{meetingWords(meeting, spot.startsAt, formats)}</span>}
    </Box>
  );
}

/** Time under a hand that holds Shift: what would be blocked. */
export function SweepGhost({ column, zoom, formats }: Props) {
  const sweep = usePointer((pointer) =>
    pointer.sweep && isIn(column, pointer.sweep) ? pointer.sweep : null,
  );
  if (!sweep) return null;
  const { startsAt, endsAt } = sweep;
  return (
    <Box
      axis={column.axis}
      zoom={zoom}
      startsAt={startsAt}
      endsAt={endsAt}
      className={`${styles.drag} ${styles.sweep}`}
    >
      <b>{formats.range(startsAt, endsAt)}</b>
      <span>{blockWords.sweeping}</span>
    </Box>
  );
}

/** The keyboard's place: a ring around the card that is there, or the same ghost as the pointer's. */
export function Cursor({ column, zoom, formats, types }: Props) {
  const startsAt = useScreen(({ cursor }) => (cursor && isIn(column, cursor) ? cursor.startsAt : null));
  const { seconds, buffer } = useGhostLength(types);
  if (startsAt === null) return null;
  const { axis } = column;
  const card = cardAt(column, startsAt);
  if (card) {
    const top = yOf(axis, card.appointment.startsAt, zoom);
    const height = yOfEnd(axis, card.appointment.endsAt, zoom) - top;
    const left = `${card.place.left * 100}%`;
    return (
      <div
        aria-hidden="true"
        className={styles.ring}
        style={{ top: top - 1, height: height + 1, left, width: `${card.place.width * 100}%` }}
      />
    );
  }
  const endsAt = startsAt + seconds;
  const meeting = meetingAt(column, startsAt, endsAt + buffer);
  const when = formats.range(startsAt, endsAt);
  const who = column.practitioner.name;
  const said = column.dated ? formats.dayAndRange(startsAt, endsAt) : when;
  const label =
    meeting.kind === "free"
      ? boardWords.free(who, said)
      : boardWords.notFree(who, said, meetingWords(meeting, startsAt, formats));
  return (
    <Box
      axis={column.axis}
      zoom={zoom}
      startsAt={startsAt}
      endsAt={endsAt}
      className={`${styles.cursor} ${toneOf(meeting)}`}
      id={CURSOR_ID}
      label={label}
    >
      <b>{when}</b> {meeting.kind !== "free" && <span>{meetingWords(meeting, startsAt, formats)}</span>}
    </Box>
  );
}
