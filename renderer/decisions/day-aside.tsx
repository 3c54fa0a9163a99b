import type { ConflictView } from "../../src/ipc/sharing-views.ts";
import type { FreeTime } from "../../src/ipc/views.ts";
import { type Day, dayOf } from "../../src/time/zoned-day.ts";
import { DayAtAGlance } from "../board/day-at-a-glance.tsx";
import { useFormats } from "../fields/index.ts";
import { useDay } from "../queries/index.ts";
import { conflictTime, conflictWords } from "../words/index.ts";
import styles from "./decisions.module.css";
import { Offers } from "./offers.tsx";

type Props = { conflict: ConflictView; offered: readonly FreeTime[] };

/** The whole day that a decision is about, with the wanted and the offered times in their places. */
export function DayAside({ conflict, offered }: Props) {
  const formats = useFormats();
  const time = conflictTime(conflict);
  if (time === null) return null;
  return <OneDay day={dayOf(formats.zone, time.startsAt)} conflict={conflict} offered={offered} />;
}

const practitionerOf = ({ wantedTime, loser, other }: ConflictView): string | null =>
  wantedTime?.practitionerId ??
  loser.appointment?.practitionerId ??
  loser.block?.practitionerId ??
  other?.appointment?.practitionerId ??
  null;

function OneDay({ day, conflict, offered }: Props & { day: Day }) {
  const formats = useFormats();
  const view = useDay(day).data;
  if (view?.day !== day) return <div className={styles.day} />;
  return (
    <section className={styles.day} aria-label={conflictWords.day(formats.longDay(day))}>
      <h3>{formats.longDay(day)}</h3>
      <DayAtAGlance
        view={view}
        at={conflictTime(conflict)}
        practitionerId={practitionerOf(conflict)}
        selectedId={conflict.loser.appointment?.id ?? null}
        renderMarks={(column, axis, zoom) => (
          <Offers conflict={conflict} offered={offered} column={column} axis={axis} zoom={zoom} />
        )}
      />
    </section>
  );
}
