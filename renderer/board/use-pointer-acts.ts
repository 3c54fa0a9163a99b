import { type PointerEvent, type RefObject, useEffect, useMemo, useRef } from "react";
import type { AppointmentView } from "../../src/ipc/views.ts";
import { type Axis, SLOT, slotAt } from "./axis.ts";
import { type Column, holdsItsTime } from "./columns.ts";
import { dragTo, hoverOver, type Spot, usePointer } from "./pointer-store.ts";

/** A hand that presses is never quite still; less than this is a click. */
const THRESHOLD = 6;
const EDGE = 40;
const SCROLL_STEP = 14;

type Press = { appointment: AppointmentView; x: number; y: number; pointerId: number; grabbedAt: number };
type Refs = { board: RefObject<HTMLElement | null>; body: RefObject<HTMLElement | null> };
type What = {
  axis: Axis;
  zoom: number;
  columns: readonly Column[];
  onDrop: (appointment: AppointmentView, spot: Spot) => void;
};

export const mayMove = (appointment: AppointmentView): boolean =>
  appointment.status !== "pending" && (holdsItsTime(appointment) || !appointment.placed);

const appointmentAt = (target: EventTarget | null): string | undefined =>
  target instanceof Element
    ? target.closest<HTMLElement>("[data-appointment]")?.dataset.appointment
    : undefined;

/** The column and the exact second under the pointer. */
function under(body: HTMLElement, x: number, y: number, { axis, zoom }: What): Spot | null {
  for (const cell of body.querySelectorAll<HTMLElement>("[data-practitioner]")) {
    const { left, right } = cell.getBoundingClientRect();
    const practitionerId = cell.dataset.practitioner;
    if (x < left || x >= right || practitionerId === undefined) continue;
    const seconds = ((y - body.getBoundingClientRect().top) / zoom) * SLOT;
    return { practitionerId, startsAt: axis.startsAt + seconds };
  }
  return null;
}

const roundTo = (axis: Axis, instant: number): number => {
  const slot = axis.startsAt + Math.round((instant - axis.startsAt) / SLOT) * SLOT;
  return Math.min(axis.endsAt - SLOT, Math.max(axis.startsAt, slot));
};

/** Pointer on the board: a ghost over free time, and drag to move. Clicks are left to the click handler. */
export function usePointerActs({ board, body }: Refs, what: What) {
  const latest = useRef(what);
  useEffect(() => {
    latest.current = what;
  });
  const press = useRef<Press | null>(null);
  const dragged = useRef(false);

  const acts = useMemo(() => {
    let scrolling = 0;
    let pointer = { x: 0, y: 0 };

    const place = (): void => {
      const { current: held } = press;
      if (!held || !body.current) return;
      const spot = under(body.current, pointer.x, pointer.y, latest.current);
      if (!spot) return;
      const startsAt = roundTo(latest.current.axis, spot.startsAt - held.grabbedAt);
      dragTo({ appointment: held.appointment, spot: { ...spot, startsAt } });
    };
    const scrollAtEdges = (): void => {
      const box = board.current?.getBoundingClientRect();
      if (!box || !press.current) return;
      const towards = (at: number, low: number, high: number): number =>
        at < low + EDGE ? -SCROLL_STEP : at > high - EDGE ? SCROLL_STEP : 0;
      const left = towards(pointer.x, box.left, box.right);
      const top = towards(pointer.y, box.top, box.bottom);
      if (left || top) {
        board.current?.scrollBy({ left, top });
        place();
      }
      scrolling = requestAnimationFrame(scrollAtEdges);
    };
    const end = (): void => {
      cancelAnimationFrame(scrolling);
      scrolling = 0;
      press.current = null;
      dragTo(null);
    };

    return {
      end,
      onPointerDown(event: PointerEvent) {
        dragged.current = false;
        const id = appointmentAt(event.target);
        if (event.button !== 0 || id === undefined || !body.current) return;
        const appointment = latest.current.columns
          .flatMap((column) => column.cards)
          .find((card) => card.appointment.id === id)?.appointment;
        const spot = under(body.current, event.clientX, event.clientY, latest.current);
        if (!appointment || !spot || !mayMove(appointment)) return;
        press.current = {
          appointment,
          x: event.clientX,
          y: event.clientY,
          pointerId: event.pointerId,
          grabbedAt: spot.startsAt - appointment.startsAt,
        };
      },
      onPointerMove(event: PointerEvent) {
        pointer = { x: event.clientX, y: event.clientY };
        const held = press.current;
        if (held) {
          const far = Math.hypot(pointer.x - held.x, pointer.y - held.y) >= THRESHOLD;
          if (!dragged.current && !far) return;
          if (!dragged.current) {
            dragged.current = true;
            board.current?.setPointerCapture(held.pointerId);
            scrolling = requestAnimationFrame(scrollAtEdges);
          }
          place();
          return;
        }
        const cell = event.target instanceof Element && event.target.closest("[data-practitioner]");
        const onSomething = event.target instanceof Element && event.target.closest("[role='button']");
        const spot =
          cell && !onSomething && body.current && under(body.current, pointer.x, pointer.y, latest.current);
        if (!spot) return hoverOver(null);
        const { axis, zoom } = latest.current;
        hoverOver({ ...spot, startsAt: slotAt(axis, ((spot.startsAt - axis.startsAt) / SLOT) * zoom, zoom) });
      },
      onPointerUp() {
        const { drag } = usePointer.getState();
        const wasDragged = dragged.current;
        end();
        if (!wasDragged || !drag) return;
        const { appointment, spot } = drag;
        const stays =
          spot.practitionerId === appointment.practitionerId && spot.startsAt === appointment.startsAt;
        if (!stays) latest.current.onDrop(appointment, spot);
      },
      onPointerLeave: () => hoverOver(null),
      onPointerCancel: end,
    };
  }, [board, body]);

  useEffect(() => {
    const abort = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || !usePointer.getState().drag) return;
      event.preventDefault();
      event.stopPropagation();
      acts.end();
    };
    document.addEventListener("keydown", abort, { capture: true });
    return () => {
      document.removeEventListener("keydown", abort, { capture: true });
      acts.end();
    };
  }, [acts]);

  const { end: _, ...handlers } = acts;
  /** A click that ends a drag is none. */
  const wasDrag = (): boolean => dragged.current;
  return { handlers, wasDrag };
}
