import type { AppointmentView } from "../../src/ipc/views.ts";
import { type Axis, SLOT } from "./axis.ts";
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
  axis: Axis;
  zoom: number;
  columns: readonly Column[];
  onDrop: (appointment: AppointmentView, spot: Spot) => void;
  /** Time was swept over with Shift held. */
  onSweep: (sweep: Sweep) => void;
};

type Hand = { x: number; y: number; pointerId: number };
type Press = Hand & ({ appointment: AppointmentView; grabbedAt: number } | { appointment: null; from: Spot });

export const mayMove = (appointment: AppointmentView): boolean =>
  appointment.status !== "pending" && (holdsItsTime(appointment) || !appointment.placed);

const appointmentAt = (target: EventTarget | null): string | undefined =>
  target instanceof Element
    ? target.closest<HTMLElement>("[data-appointment]")?.dataset.appointment
    : undefined;

const isInColumn = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("[data-practitioner]") !== null;

/** The column and the exact second under the pointer. */
function under({ body, axis, zoom }: Ground, x: number, y: number): Spot | null {
  for (const cell of body.querySelectorAll<HTMLElement>("[data-practitioner]")) {
    const { left, right, top } = cell.getBoundingClientRect();
    const practitionerId = cell.dataset.practitioner;
    if (x < left || x >= right || practitionerId === undefined) continue;
    return { practitionerId, startsAt: axis.startsAt + ((y - top) / zoom) * SLOT };
  }
  return null;
}

const inDay = (axis: Axis, slots: number): number =>
  Math.min(axis.endsAt - SLOT, Math.max(axis.startsAt, axis.startsAt + slots * SLOT));

const slotsIn = (axis: Axis, instant: number): number => (instant - axis.startsAt) / SLOT;

/** Whole slots from where the hand pressed to where it is, in the column where it began. */
function sweptIn(axis: Axis, from: Spot, to: number): Sweep {
  const [first, last] = from.startsAt < to ? [from.startsAt, to] : [to, from.startsAt];
  const startsAt = inDay(axis, Math.floor(slotsIn(axis, first)));
  const endsAt = Math.min(axis.endsAt, axis.startsAt + Math.ceil(slotsIn(axis, last)) * SLOT);
  return { practitionerId: from.practitionerId, startsAt, endsAt: Math.max(endsAt, startsAt + SLOT) };
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
    const { axis } = ground();
    const spot = press && under(ground(), pointer.x, pointer.y);
    if (!press || !spot) return;
    if (!press.appointment) {
      sweepOver(sweptIn(axis, press.from, spot.startsAt));
      return;
    }
    const startsAt = inDay(axis, Math.round(slotsIn(axis, spot.startsAt - press.grabbedAt)));
    dragTo({ appointment: press.appointment, spot: { ...spot, startsAt } });
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
    const free =
      target instanceof Element &&
      target.closest("[data-practitioner]") &&
      !target.closest("[role='button']");
    const spot = free ? under(ground(), pointer.x, pointer.y) : null;
    const { axis } = ground();
    hoverOver(spot && { ...spot, startsAt: inDay(axis, Math.floor(slotsIn(axis, spot.startsAt))) });
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
      const spot = under(ground(), event.clientX, event.clientY);
      if (!appointment || !spot || !mayMove(appointment)) return;
      press = { ...hand, appointment, grabbedAt: spot.startsAt - appointment.startsAt };
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
