import { memo } from "react";
import type { AppointmentTypeView, AppointmentView } from "../../src/ipc/views.ts";
import type { Formats } from "../words/index.ts";
import { boardWords, cardDetail, cardLabel, cardLength, cardName, needsDecision } from "../words/index.ts";
import { yOf, yOfEnd } from "./axis.ts";
import styles from "./card.module.css";
import { type Column, holdsItsTime } from "./columns.ts";
import type { Place } from "./lanes.ts";
import { StatusSign } from "./status-sign.tsx";

/** What lies over midnight has a card in each of two columns of a week. */
export const cardId = (column: Column, appointmentId: string): string =>
  `card-${column.key}-${appointmentId}`;

/** A hairline of board stays visible between two cards that touch. */
const GAP = 1;
const TWO_LINES = 38;
const THREE_LINES = 58;
/** From here on a long name may take two. */
const FOUR_LINES = 76;
const LEAST = 11;

type Props = {
  appointment: AppointmentView;
  type: AppointmentTypeView | undefined;
  place: Place;
  column: Column;
  zoom: number;
  formats: Formats;
  selected: boolean;
  away: boolean;
};

const classesOf = ({ appointment, type, selected, away }: Props): string =>
  [
    styles.card,
    type ? `type-${type.colour}` : "type-none",
    styles[appointment.status],
    selected && styles.selected,
    away && styles.away,
    appointment.sharing === "provisional" && styles.provisional,
    !appointment.placed && styles.undecided,
  ]
    .filter(Boolean)
    .join(" ");

/** Plain elements, no handlers: the board listens for all of its cards at once. */
export const Card = memo(function Card(props: Props) {
  const { appointment, type, place, column, zoom, formats, selected } = props;
  const { axis } = column;
  const top = yOf(axis, appointment.startsAt, zoom);
  const height = Math.max(LEAST, yOfEnd(axis, appointment.endsAt, zoom) - top - GAP);
  const tail = yOfEnd(axis, appointment.busyUntil, zoom) - yOfEnd(axis, appointment.endsAt, zoom);
  const left = `${place.left * 100}%`;
  const typeName = type?.name ?? null;
  const name = cardName(appointment, typeName);
  const lines = 1 + [TWO_LINES, THREE_LINES, FOUR_LINES].filter((least) => height >= least).length;
  // Spaces keep the words apart for whoever reads them without their places.
  // Length and times are drawn by the style sheet: the name that is heard says them in words.
  const detail = (where: "aside" | "detail") => (
    <div className={styles[where]} data-length={cardLength(appointment)}>
      {cardDetail(appointment, typeName)}
    </div>
  );
  return (
    <>
      <div
        role="button"
        id={cardId(column, appointment.id)}
        data-appointment={appointment.id}
        className={classesOf(props)}
        data-lines={lines}
        aria-label={cardLabel(appointment, typeName, formats, column.dated)}
        aria-current={selected ? "true" : undefined}
        style={{
          top,
          height,
          left,
          width: `calc(${place.width * 100}% - 3px)`,
          lineHeight: lines === 1 ? `${height}px` : undefined,
        }}
      >
        <div className={styles.head}>
          <div className={styles.line}>
            <div className={styles.name} dir="auto">
              {name}
            </div>{" "}
            {lines === 1 && detail("aside")}
          </div>
          <StatusSign status={appointment.status} provisional={appointment.sharing === "provisional"} />
        </div>{" "}
        {lines > 1 && detail("detail")}{" "}
        {lines > 2 && (
          <div
            className={styles.detail}
            data-times={formats.denseRange(appointment.startsAt, appointment.endsAt)}
          />
        )}
        {needsDecision(appointment) && <div className={styles.corner} title={boardWords.needsDecision} />}
      </div>
      {tail > 0 && holdsItsTime(appointment) && (
        <div
          className={`${styles.tail} ${type ? `type-${type.colour}` : "type-none"}`}
          style={{ top: top + height, height: tail, left, width: `calc(${place.width * 100}% - 3px)` }}
        />
      )}
    </>
  );
});
