import type { ConflictView } from "../../src/ipc/sharing-views.ts";
import type { FreeTime } from "../../src/ipc/views.ts";
import { isOnAxis, yOf, yOfEnd } from "../board/axis.ts";
import type { Column } from "../board/columns.ts";
import marks from "../board/marks.module.css";
import { useFormats } from "../fields/index.ts";
import { conflictWords } from "../words/index.ts";
import styles from "./decisions.module.css";

type Props = {
  conflict: ConflictView;
  offered: readonly FreeTime[];
  column: Column;
  zoom: number;
};

/** The offered times with their keys, and the wanted one where no card of its own stands there. */
export function Offers({ conflict, offered, column, zoom }: Props) {
  const { axis } = column;
  const formats = useFormats();
  const { wantedTime, loser, state } = conflict;
  if (state !== "open") return null;
  const here = (time: { practitionerId: string }): boolean => time.practitionerId === column.practitioner.id;
  const within = (time: { startsAt: number }): boolean => isOnAxis(axis, time.startsAt);
  const box = ({ startsAt, endsAt }: { startsAt: number; endsAt: number }) => {
    const top = yOf(axis, startsAt, zoom);
    return { top, height: yOfEnd(axis, endsAt, zoom) - top - 1 };
  };
  const standsThere =
    wantedTime && loser.appointment?.startsAt === wantedTime.startsAt && here(loser.appointment);
  return (
    <>
      {offered.map(
        (time, index) =>
          here(time) &&
          within(time) && (
            <div
              key={time.startsAt}
              aria-hidden="true"
              className={`${marks.ghost} ${marks.free} ${styles.offer}`}
              style={box(time)}
            >
              <kbd>{index + 1}</kbd>
              <b>{formats.time(time.startsAt)}</b>
            </div>
          ),
      )}
      {/* Above an offer of the same time, which would cover it. */}
      {wantedTime && here(wantedTime) && within(wantedTime) && !standsThere && (
        <div aria-hidden="true" className={`${marks.ghost} ${styles.wantedMark}`} style={box(wantedTime)}>
          <span>{conflictWords.wantedHere}</span>
        </div>
      )}
    </>
  );
}
