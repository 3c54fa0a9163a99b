import { useMemo } from "react";
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

/** Whose day it is about: who was wanted, who has it, and who could do it instead. */
const concerned = ({ wantedTime, loser, other }: ConflictView, offered: readonly FreeTime[]): string[] =>
  [wantedTime, loser.appointment, loser.block, other?.appointment, other?.block, ...offered].flatMap(
    (each) => (each ? [each.practitionerId] : []),
  );

function OneDay({ day, conflict, offered }: Props & { day: Day }) {
  const formats = useFormats();
  const view = useDay(day).data;
  const first = useMemo(() => new Set(concerned(conflict, offered)), [conflict, offered]);
  if (view?.day !== day) return <div className={styles.day} />;
  return (
    <section className={styles.day} aria-label={conflictWords.day(formats.longDay(day))}>
      <h3>{formats.longDay(day)}</h3>
      <DayAtAGlance
        view={view}
        at={conflictTime(conflict)}
        first={first}
        selectedId={conflict.loser.appointment?.id ?? null}
        renderMarks={(column, zoom) => (
          <Offers conflict={conflict} offered={offered} column={column} zoom={zoom} />
        )}
      />
    </section>
  );
}
