import { memo, type ReactNode } from "react";
import type { AppointmentTypeView, BlockView } from "../../src/ipc/views.ts";
import type { Formats } from "../words/index.ts";
import { boardWords } from "../words/index.ts";
import { pixels, rowOf, yOf, yOfEnd } from "./axis.ts";
import { Card } from "./card.tsx";
import styles from "./column.module.css";
import { type Column, labelPlace } from "./columns.ts";
import { Cursor, DragGhost, HoverGhost, SweepGhost } from "./marks.tsx";
import { RemoteHold } from "./remote-hold.tsx";
import { NowLine } from "./time-axis.tsx";
import type { Rows } from "./use-drawn.ts";

type Props = {
  column: Column;
  index: number;
  last: boolean;
  /** What of its day shows what it holds: far out of view it need not. Null for none of it. */
  rows: Rows | null;
  zoom: number;
  formats: Formats;
  types: ReadonlyMap<string, AppointmentTypeView>;
  selectedId: string | null;
  /** What is on its way to another place: cut, or in the hand. */
  awayId: string | null;
  /** In place of cursor and ghosts, on a board that is only looked at. */
  marks?: ReactNode;
};

/** One practitioner's day. Redrawn when their appointments change, not when the pointer or the cursor moves. */
export const ColumnCell = memo(function ColumnCell(props: Props) {
  const { column, index, last, rows, zoom, formats, types, selectedId, awayId, marks } = props;
  const { axis } = column;
  return (
    <div
      role="gridcell"
      aria-colindex={index + 1}
      className={last ? `${styles.column} ${styles.last}` : styles.column}
      data-column={column.key}
    >
      {column.away.map((range) => {
        const top = yOf(axis, range.startsAt, zoom);
        return (
          <div
            key={range.startsAt}
            className={styles.away}
            style={{ top, height: yOfEnd(axis, range.endsAt, zoom) - top }}
          />
        );
      })}
      {axis.gaps.map((gap) => (
        <div
          key={gap.at}
          className={styles.missing}
          style={{
            top: pixels(rowOf(axis, gap.at) - gap.seconds, zoom),
            height: pixels(gap.seconds, zoom),
          }}
        >
          {gap.skipped && boardWords.skipped}
        </div>
      ))}
      {(rows ? column.blocks : []).map((block) => (
        <Block key={block.id} block={block} selected={block.id === selectedId} {...props} />
      ))}
      {column.cards.map(
        ({ appointment, place }, at) =>
          rows &&
          yOf(axis, appointment.startsAt, zoom) < rows.bottom &&
          yOf(axis, appointment.busyUntil, zoom) > rows.top && (
            <Card
              // biome-ignore lint/suspicious/noArrayIndexKey: the cards of the day before change into these, and none is built anew
              key={at}
              appointment={appointment}
              place={place}
              column={column}
              type={appointment.typeId === null ? undefined : types.get(appointment.typeId)}
              zoom={zoom}
              formats={formats}
              selected={appointment.id === selectedId}
              away={appointment.id === awayId}
            />
          ),
      )}
      {(rows ? column.holds : []).map((held) => (
        <RemoteHold key={held.hold.holdId} held={held} column={column} zoom={zoom} formats={formats} />
      ))}
      {column.dated && <NowLine axis={axis} zoom={zoom} className={styles.now} />}
      {marks ?? (
        <>
          <Cursor {...props} />
          <HoverGhost {...props} />
          <DragGhost {...props} />
          <SweepGhost {...props} />
        </>
      )}
    </div>
  );
});

function Block({
  block,
  column,
  zoom,
  formats,
  selected,
}: Pick<Props, "column" | "zoom" | "formats"> & { block: BlockView; selected: boolean }) {
  const { axis, dated } = column;
  const when = dated ? formats.dayAndRange : formats.range;
  const top = yOf(axis, block.startsAt, zoom);
  const label = yOf(axis, labelPlace(column, block), zoom) - top;
  return (
    <div
      role="button"
      data-block={block.id}
      className={`${styles.block} ${selected ? styles.selected : ""}`}
      aria-label={boardWords.block(block, when(block.startsAt, block.endsAt))}
      aria-current={selected ? "true" : undefined}
      style={{ top, height: yOfEnd(axis, block.endsAt, zoom) - top - 1 }}
    >
      <span className={styles.reason} style={{ top: label }} dir="auto">
        {block.reason}
      </span>
    </div>
  );
}
