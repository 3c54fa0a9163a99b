import type { AppointmentView } from "../../src/ipc/views.ts";
import { type Axis, instantAt, SLOT } from "./axis.ts";
import { type Column, holdsItsTime } from "./columns.ts";
import { dragTo, hoverOver, type Spot, type Sweep, sweepOver, usePointer } from "./pointer-store.ts";

/** A hand that presses is never quite still; less than this is a click. */
const THRESHOLD = 6;
const EDGE = 40;
const SCROLL_STEP = 14;

/** What the pointer is over, asked for afresh at every event. */
export type Ground = {
  board: HTMLElement;
  body: HTMLElement;
  zoom: number;
  columns: readonly Column[];
  onDrop: (appointment: AppointmentView, spot: Spot) => void;
  /** Time was swept over with Shift held. */
  onSweep: (sweep: Sweep) => void;
};

/** A column, and the exact second in it. */
type Under = { column: Column; instant: number };
type Hand = { x: number; y: number; pointerId: number };
type Press = Hand &
  ({ appointment: AppointmentView; grabbedAt: number } | { appointment: null; from: Under });

export const mayMove = (appointment: AppointmentView): boolean =>
  appointment.status !== "pending" && (holdsItsTime(appointment) || !appointment.placed);

const appointmentAt = (target: EventTarget | null): string | undefined =>
  target instanceof Element
    ? target.closest<HTMLElement>("[data-appointment]")?.dataset.appointment
    : undefined;

const isInColumn = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("[data-column]") !== null;

/** The second of a column's day at the height of the pointer, whatever column that is over. */
const instantUnder = ({ body, zoom }: Ground, { axis }: Column, y: number): number =>
  instantAt(axis, ((y - body.getBoundingClientRect().top) / zoom) * SLOT);

function under(ground: Ground, x: number, y: number): Under | null {
  for (const cell of ground.body.querySelectorAll<HTMLElement>("[data-column]")) {
    const { left, right } = cell.getBoundingClientRect();
    if (x < left || x >= right) continue;
    const column = ground.columns.find(({ key }) => key === cell.dataset.column);
    return column ? { column, instant: instantUnder(ground, column, y) } : null;
  }
  return null;
}

const inDay = (axis: Axis, slots: number): number =>
  Math.min(axis.endsAt - SLOT, Math.max(axis.startsAt, axis.startsAt + slots * SLOT));

const slotsIn = (axis: Axis, instant: number): number => (instant - axis.startsAt) / SLOT;

const spotOf = ({ practitioner, axis }: Column, slots: number): Spot => ({
  practitionerId: practitioner.id,
  startsAt: inDay(axis, slots),
});

/** Whole slots from where the hand pressed to where it is, in the column where it began. */
function sweptIn({ column: { axis, practitioner }, instant: from }: Under, to: number): Sweep {
  const [first, last] = from < to ? [from, to] : [to, from];
  const startsAt = inDay(axis, Math.floor(slotsIn(axis, first)));
  const endsAt = Math.min(axis.endsAt, axis.startsAt + Math.ceil(slotsIn(axis, last)) * SLOT);
  return { practitionerId: practitioner.id, startsAt, endsAt: Math.max(endsAt, startsAt + SLOT) };
}

const towards = (at: number, low: number, high: number): number =>
  at < low + EDGE ? -SCROLL_STEP : at > high - EDGE ? SCROLL_STEP : 0;

/** Hover and drag over a board, as plain state of one pointer; `ground` tells where things are by now. */
export function pointerActs(ground: () => Ground) {
  let press: Press | null = null;
  let dragged = false;
  let scrolling = 0;
  let pointer = { x: 0, y: 0 };

  const place = (): void => {
    const there = press && under(ground(), pointer.x, pointer.y);
    if (!press || !there) return;
    if (!press.appointment) {
      sweepOver(sweptIn(press.from, instantUnder(ground(), press.from.column, pointer.y)));
      return;
    }
    const { axis } = there.column;
    const slots = Math.round(slotsIn(axis, there.instant - press.grabbedAt));
    dragTo({ appointment: press.appointment, spot: spotOf(there.column, slots) });
  };

  const scrollAtEdges = (): void => {
    const { board } = ground();
    const box = board.getBoundingClientRect();
    if (!press) return;
    const left = towards(pointer.x, box.left, box.right);
    const top = towards(pointer.y, box.top, box.bottom);
    if (left || top) {
      board.scrollBy({ left, top });
      place();
    }
    scrolling = requestAnimationFrame(scrollAtEdges);
  };

  const end = (): void => {
    cancelAnimationFrame(scrolling);
    press = null;
    dragTo(null);
    sweepOver(null);
  };

  const hover = (event: PointerEvent): void => {
    const { target } = event;
    const free = target instanceof Element && isInColumn(target) && !target.closest("[role='button']");
    const there = free ? under(ground(), pointer.x, pointer.y) : null;
    hoverOver(there && spotOf(there.column, Math.floor(slotsIn(there.column.axis, there.instant))));
  };

  return {
    down(event: PointerEvent): void {
      dragged = false;
      if (event.button !== 0) return;
      const hand = { x: event.clientX, y: event.clientY, pointerId: event.pointerId };
      // With Shift nothing is taken into the hand: the press begins time to block, also over what is booked.
      if (event.shiftKey) {
        const from = under(ground(), hand.x, hand.y);
        if (from && isInColumn(event.target)) press = { ...hand, appointment: null, from };
        return;
      }
      const id = appointmentAt(event.target);
      if (id === undefined) return;
      const cards = ground().columns.flatMap((column) => column.cards);
      const appointment = cards.find((card) => card.appointment.id === id)?.appointment;
      const there = under(ground(), event.clientX, event.clientY);
      if (!appointment || !there || !mayMove(appointment)) return;
      press = { ...hand, appointment, grabbedAt: there.instant - appointment.startsAt };
    },
    move(event: PointerEvent): void {
      pointer = { x: event.clientX, y: event.clientY };
      if (!press) {
        hover(event);
        return;
      }
      if (!dragged) {
        if (Math.hypot(pointer.x - press.x, pointer.y - press.y) < THRESHOLD) return;
        dragged = true;
        ground().board.setPointerCapture(press.pointerId);
        scrolling = requestAnimationFrame(scrollAtEdges);
      }
      place();
    },
    up(): void {
      const { drag, sweep } = usePointer.getState();
      end();
      if (sweep) ground().onSweep(sweep);
      if (!drag) return;
      const { appointment, spot } = drag;
      const stays =
        spot.practitionerId === appointment.practitionerId && spot.startsAt === appointment.startsAt;
      if (!stays) ground().onDrop(appointment, spot);
    },
    leave: (): void => hoverOver(null),
    end,
    wasDrag: (): boolean => dragged,
  };
}
