import { useId } from "react";
import type { ConflictSide, ConflictView } from "../../src/ipc/sharing-views.ts";
import type { AppointmentView } from "../../src/ipc/views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { useFormats } from "../fields/index.ts";
import { useTypes } from "../queries/index.ts";
import {
  capitalised,
  conflictWords,
  settledSideTitles,
  sideName,
  sideTime,
  sideTitles,
  sideValue,
  statusWords,
} from "../words/index.ts";
import styles from "./decisions.module.css";
import { useNameOf } from "./use-name-of.ts";

/** Both sides next to each other, alike, so that they can be compared at a glance. */
export function Sides({ conflict }: { conflict: ConflictView }) {
  const formats = useFormats();
  const nameOf = useNameOf(conflict);
  const { kind, loser, other, wantedTime, detail } = conflict;
  const isOpen = conflict.state === "open";
  const titles = (isOpen ? sideTitles : settledSideTitles)[kind];
  const differs = kind === "field-divergence" || kind === "edit-after-cancel";
  const wanted = differs ? sideValue(detail.wanted, formats, nameOf) : null;
  const current = differs ? sideValue(detail.current, formats, nameOf) : null;
  const isSame = other !== null && kind !== "seat-taken" && isOneRow(loser, other);
  const showsWanted = kind === "reschedule-race" && wantedTime !== null;
  return (
    <div className={styles.sides}>
      <Side
        title={titles.loser}
        side={loser}
        value={wanted}
        loses={isOpen}
        // The value says it, and another than what stands.
        hidesStatus={kind === "edit-after-cancel"}
      >
        {showsWanted && (
          <p className={styles.wanted}>
            {conflictWords.wanted(
              formats.dayAndRange(wantedTime.startsAt, wantedTime.endsAt),
              wantedTime.practitionerId === loser.appointment?.practitionerId
                ? ""
                : wantedTime.practitionerName,
            )}
          </p>
        )}
      </Side>
      {other && !isSame && <Side title={titles.other} side={other} value={current} />}
      {(!other || isSame) && current !== null && (
        <Value title={titles.other} value={current} written={other} />
      )}
    </div>
  );
}

/** Two values of one appointment or one client: whose they are is said once. */
const isOneRow = (loser: ConflictSide, other: ConflictSide): boolean =>
  other.appointment !== null
    ? other.appointment.id === loser.appointment?.id
    : other.clients.length > 0 && other.clients[0]?.id === loser.clients[0]?.id;

/** What stands, and who wrote it where that is known. */
function Value({ title, value, written }: { title: string; value: string; written: ConflictSide | null }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={`${styles.side} type-none`}>
      <h4 id={id}>{title}</h4>
      <p className={styles.value} dir="auto">
        {capitalised(value)}
      </p>
      {written && <Writer side={written} />}
    </section>
  );
}

function Writer({ side: { by, at } }: { side: ConflictSide }) {
  const formats = useFormats();
  if (by === "") return null;
  return (
    <p className={styles.by} dir="auto">
      {conflictWords.by(by, formats.ago(at, systemClock()))}
    </p>
  );
}

/** That it is booked goes without saying. */
const statusOf = (appointment: AppointmentView | null): string | null =>
  appointment === null || appointment.status === "booked"
    ? null
    : capitalised(statusWords[appointment.status]);

type Props = {
  title: string;
  side: ConflictSide;
  /** What this side wrote, where both wrote the same field. */
  value: string | null;
  loses?: boolean;
  hidesStatus?: boolean;
  children?: React.ReactNode;
};

function Side({ title, side, value, loses = false, hidesStatus = false, children }: Props) {
  const id = useId();
  const formats = useFormats();
  const types = useTypes().data?.types ?? [];
  const { appointment, block, clients, practitionerName, roomName, typeName } = side;
  const time = sideTime(side);
  const type = types.find((each) => each.id === appointment?.typeId);
  const where = [practitionerName, roomName].filter((part) => part !== null).join(" · ");
  const detail = [clients.length > 0 ? typeName : null, hidesStatus ? null : statusOf(appointment)]
    .filter((part) => part !== null)
    .join(" · ");
  return (
    <section
      aria-labelledby={id}
      className={`${styles.side} type-${type?.colour ?? "none"}`}
      data-loses={loses || undefined}
    >
      <h4 id={id}>{title}</h4>
      {value !== null && (
        <p className={styles.value} dir="auto">
          {capitalised(value)}
        </p>
      )}
      {clients.length === 0 ? (
        <p className={styles.client} dir="auto">
          {block?.reason ?? sideName(side)}
        </p>
      ) : (
        clients.map((client) => (
          <p key={client.id} className={styles.client}>
            <span dir="auto">{client.name}</span>{" "}
            <span className={client.phone === null ? "quiet" : styles.phone}>
              {client.phone ?? conflictWords.noPhone}
            </span>
          </p>
        ))
      )}
      {time && <p>{formats.dayAndRange(time.startsAt, time.endsAt)}</p>}
      {where !== "" && <p dir="auto">{where}</p>}
      {detail !== "" && (
        <p className="quiet" dir="auto">
          {detail}
        </p>
      )}
      {children}
      <Writer side={side} />
    </section>
  );
}
