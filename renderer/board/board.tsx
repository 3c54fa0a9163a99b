import { type CSSProperties, type MouseEvent, useEffect, useMemo, useRef } from "react";
import type { AppointmentTypeView, AppointmentView, BlockView } from "../../src/ipc/views.ts";
import type { Day } from "../../src/time/zoned-day.ts";
import { BOARD_ID, useScreen } from "../store/screen.ts";
import type { Formats } from "../words/index.ts";
import { pixels, slotAt } from "./axis.ts";
import styles from "./board.module.css";
import { cardId } from "./card.tsx";
import { ColumnCell } from "./column.tsx";
import { blockAt, type Card, type Column, columnAt } from "./columns.ts";
import { HeaderRow } from "./header-row.tsx";
import { CURSOR_ID } from "./marks.tsx";
import { type Spot, type Sweep, usePointer } from "./pointer-store.ts";
import { cardAt } from "./stops.ts";
import { Lines, NowLine, TimeAxis } from "./time-axis.tsx";
import { firstCursor, onBoard, useCursorKept, useCursorKeys } from "./use-cursor.ts";
import { drawnWhole, useDrawn } from "./use-drawn.ts";
import { useOpeningScroll } from "./use-opening-scroll.ts";
import { usePointerActs } from "./use-pointer-acts.ts";

type Props = {
  /** What it is the board of, in words. */
  title: string;
  /** Where it is opened, and where the cursor is taken to. */
  day: Day;
  /** At least one. */
  columns: readonly Column[];
  types: ReadonlyMap<string, AppointmentTypeView>;
  formats: Formats;
  /** What is shown is another day's or week's, until the wanted one is here. */
  waiting: boolean;
  onDrop: (appointment: AppointmentView, spot: Spot) => void;
};

const AXIS = 66;
const MANY = 8;
/** Up to seven share whatever width there is beside the panel; more scroll sideways when it gets too narrow. */
const LEAST = { few: 110, many: 94 };
const MOST = 560;

const spanOf = ({ practitionerId, startsAt, endsAt }: BlockView) => ({ practitionerId, startsAt, endsAt });

/** Opens what is at a place beside the board, or a booking where nothing is; the cursor goes there. */
function open(column: Column, startsAt: number, there: Card | BlockView | undefined): void {
  const { openPanel, setCursor, panel } = useScreen.getState();
  const practitionerId = column.practitioner.id;
  const appointment = there && "appointment" in there ? there.appointment : null;
  // The own hold belongs to the booking that is being typed: that form stays as it is.
  if (appointment?.heldHere && panel?.kind === "book") return;
  if (appointment && !appointment.heldHere) openPanel({ kind: "appointment", id: appointment.id });
  else if (there && "reason" in there) openPanel({ kind: "block", ...spanOf(there), blockId: there.id });
  else openPanel({ kind: "book", practitionerId, startsAt });
  setCursor({ practitionerId, startsAt });
}

/** Where a card's appointment begins, as far as its column goes. */
const startOf = (column: Column, card: Card | undefined): number | undefined =>
  card && Math.max(card.appointment.startsAt, column.axis.startsAt);

/** Time that was swept over, in the form that blocks it: nothing is blocked before that is sent. */
function blockTime(sweep: Sweep): void {
  const { openPanel, setCursor } = useScreen.getState();
  openPanel({ kind: "block", ...sweep });
  setCursor({ practitionerId: sweep.practitionerId, startsAt: sweep.startsAt });
}

export function Board({ title, day, columns, types, formats, waiting, onDrop }: Props) {
  const board = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const { zoom, cursor, selectedId, cut } = useScreen();
  const draggedId = usePointer((state) => state.drag?.appointment.id ?? null);

  const drawn = useDrawn(board, columns, AXIS);
  useOpeningScroll(board, columns, day, zoom);
  useCursorKept(board, columns, day, formats.zone, waiting);
  usePointerActs({ board, body }, { zoom, columns, onDrop, onSweep: blockTime });

  const onKeyDown = useCursorKeys(columns, day, waiting, (column, startsAt) =>
    open(column, startsAt, cardAt(column, startsAt) ?? blockAt(column, startsAt)),
  );

  const onClick = (event: MouseEvent): void => {
    if (!(event.target instanceof Element) || !body.current) return;
    const data = (name: string): string | undefined =>
      (event.target as Element).closest<HTMLElement>(`[data-${name}]`)?.dataset[name];
    const column = columns.find((each) => each.key === data("column"));
    if (!column) return;
    const card = column.cards.find((each) => each.appointment.id === data("appointment"));
    const block = column.blocks.find((each) => each.id === data("block"));
    const y = event.clientY - body.current.getBoundingClientRect().top;
    open(column, startOf(column, card) ?? slotAt(column.axis, y, zoom), card ?? block);
  };

  const at = onBoard(columns, cursor);
  const column = columnAt(columns, at);
  const card = at && column && cardAt(column, at.startsAt);
  const activeId = card ? cardId(column, card.appointment.id) : at ? CURSOR_ID : undefined;
  useEffect(() => {
    if (activeId === undefined || at === null) return;
    document.getElementById(activeId)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [activeId, at]);

  const axes = useMemo(() => [...new Set(columns.map((each) => each.axis))], [columns]);
  const axis = axes[0];
  const isWeek = columns[0]?.dated === true;
  const least = columns.length >= MANY ? LEAST.many : LEAST.few;
  const style = {
    "--axis": `${AXIS}px`,
    "--least": `${AXIS + columns.length * least}px`,
    "--template": `${AXIS}px repeat(${columns.length}, minmax(${least}px, ${MOST}px))`,
    "--columns-width": `${columns.length * MOST}px`,
  } as CSSProperties;

  return (
    <div
      ref={board}
      id={BOARD_ID}
      role="grid"
      tabIndex={0}
      aria-label={title}
      aria-readonly="true"
      aria-colcount={columns.length}
      aria-busy={waiting}
      aria-activedescendant={activeId}
      className={styles.board}
      style={style}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        // What is to come has the cursor already, or will be given one.
        if (event.target !== event.currentTarget || at || waiting) return;
        useScreen.getState().setCursor(firstCursor(columns, day, cursor));
      }}
      onClick={onClick}
    >
      <div role="presentation" className={styles.inner}>
        <HeaderRow columns={columns} formats={formats} />
        <div
          ref={body}
          role="row"
          className={`${styles.row} ${styles.body}`}
          style={{ height: pixels(axis?.seconds ?? 0, zoom) }}
        >
          <TimeAxis axes={axes} zoom={zoom} formats={formats} />
          {drawn.map((each, index) => (
            <ColumnCell
              key={each.column.key}
              {...(each.column.key === column?.key ? drawnWhole(column) : each)}
              index={index}
              last={index === drawn.length - 1}
              zoom={zoom}
              formats={formats}
              types={types}
              selectedId={selectedId}
              awayId={draggedId ?? cut?.id ?? null}
            />
          ))}
          {axis && <Lines axis={axis} zoom={zoom} />}
          {axis && !isWeek && <NowLine axis={axis} zoom={zoom} />}
        </div>
      </div>
    </div>
  );
}
