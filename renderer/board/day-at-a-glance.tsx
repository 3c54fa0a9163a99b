import {
  type CSSProperties,
  type MouseEvent,
  type ReactNode,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { DayView } from "../../src/ipc/views.ts";
import type { Range } from "../../src/time/zoned-day.ts";
import { useFormats } from "../fields/index.ts";
import { useTypes } from "../queries/index.ts";
import { useScreen } from "../store/screen.ts";
import { boardWords } from "../words/index.ts";
import { type Axis, dayAxis, pixels, SLOT, yOf } from "./axis.ts";
import board from "./board.module.css";
import { ColumnCell } from "./column.tsx";
import { type Column, columnsOf } from "./columns.ts";
import { HeaderRow } from "./header-row.tsx";
import { Lines, NowLine, TimeAxis } from "./time-axis.tsx";
import { WHOLE } from "./use-drawn.ts";

const AXIS = 58;
const HEADER = 36;
/** So that the label of the first hour is seen whole. */
const ABOVE = 10;
const LEAST_COLUMN = 104;
const MOST_COLUMN = 320;
/** Five minutes: as low as a short visit can still be read, as high as on the schedule. */
const ZOOM = { least: 6, most: 12 };
/** What came before the time in question is context. */
const CONTEXT = 7_200;
const nobody: never[] = [];

type Props = {
  view: DayView;
  /** What is looked at: comes into view with the working day around it. */
  at: Range | null;
  /** Whose columns come first: the others are looked at only if these do not do. */
  first: ReadonlySet<string>;
  selectedId: string | null;
  renderMarks: (column: Column, zoom: number) => ReactNode;
};

/** From where to where a day is worth looking at: everybody's work, and the time in question. */
function spanOf(axis: Axis, columns: readonly Column[], at: Range | null): [from: number, until: number] {
  const ranges = [...columns.flatMap(({ hours }) => hours), ...(at ? [at] : [])];
  if (ranges.length === 0) return [axis.startsAt, axis.endsAt];
  return [
    Math.max(axis.startsAt, Math.min(...ranges.map(({ startsAt }) => startsAt))),
    Math.min(axis.endsAt, Math.max(...ranges.map(({ endsAt }) => endsAt))),
  ];
}

/** A day to look at beside something else: as large as fits, nothing on it moves. */
export function DayAtAGlance({ view, at, first, selectedId, renderMarks }: Props) {
  const formats = useFormats();
  const scroller = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(ZOOM.least);
  const typeList = useTypes().data?.types ?? nobody;
  const types = useMemo(() => new Map(typeList.map((type) => [type.id, type])), [typeList]);
  const axis = useMemo(() => dayAxis(formats.zone, view.day), [formats.zone, view.day]);
  const axes = useMemo(() => [axis], [axis]);
  const columns = useMemo(() => {
    const isLater = ({ practitioner }: Column): number => Number(!first.has(practitioner.id));
    return columnsOf(view, axis).toSorted((a, b) => isLater(a) - isLater(b));
  }, [view, axis, first]);
  const [from, until] = spanOf(axis, columns, at);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const room = element.clientHeight - HEADER - 2 * ABOVE;
    const fitting = Math.floor(room / Math.max(1, (until - from) / SLOT));
    setZoom(Math.min(ZOOM.most, Math.max(ZOOM.least, fitting)));
  }, [from, until]);
  // Where nothing fits whole, the time in question is what has to be seen.
  const lookAt = at === null ? from : Math.max(from, at.startsAt - CONTEXT);
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: yOf(axis, lookAt, zoom) - ABOVE, left: 0 });
  }, [axis, lookAt, zoom]);

  const show = (event: MouseEvent): void => {
    if (!(event.target instanceof Element)) return;
    const id = event.target.closest<HTMLElement>("[data-appointment]")?.dataset.appointment;
    const appointment = view.appointments.find((each) => each.id === id);
    if (!appointment || appointment.status === "pending") return;
    const { setDay, setCursor, openPanel } = useScreen.getState();
    setDay(view.day);
    setCursor({ practitionerId: appointment.practitionerId, startsAt: appointment.startsAt });
    openPanel({ kind: "appointment", id: appointment.id });
  };

  const style = {
    "--axis": `${AXIS}px`,
    "--least": `${AXIS + columns.length * LEAST_COLUMN}px`,
    "--template": `${AXIS}px repeat(${columns.length}, minmax(${LEAST_COLUMN}px, ${MOST_COLUMN}px))`,
    "--columns-width": `${columns.length * MOST_COLUMN}px`,
  } as CSSProperties;

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard opens an appointment from beside it
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={boardWords.title(formats.longDay(view.day))}
      aria-readonly="true"
      aria-colcount={columns.length}
      className={`${board.board} ${board.glance}`}
      style={style}
      onClick={show}
    >
      <div role="presentation" className={board.inner}>
        <HeaderRow columns={columns} formats={formats} />
        <div
          role="row"
          className={`${board.row} ${board.body}`}
          style={{ height: pixels(axis.seconds, zoom) }}
        >
          <TimeAxis axes={axes} zoom={zoom} formats={formats} />
          {columns.map((column, place) => (
            <ColumnCell
              key={column.key}
              column={column}
              index={place}
              last={place === columns.length - 1}
              rows={WHOLE}
              zoom={zoom}
              formats={formats}
              types={types}
              selectedId={selectedId}
              awayId={null}
              marks={renderMarks(column, zoom)}
            />
          ))}
          <Lines axis={axis} zoom={zoom} />
          <NowLine axis={axis} zoom={zoom} />
        </div>
      </div>
    </div>
  );
}
