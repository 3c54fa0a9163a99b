import { create } from "zustand";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import type { Source } from "../../src/ipc/views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { type Day, dayOf } from "../../src/time/zoned-day.ts";
import { type Choice, everybody } from "./choice.ts";

/** What is on the screen, never what is in the database. */

export type Page = "schedule" | "clients" | "decisions" | "health" | "settings";

/** Everybody's day, or the week of the one at the cursor. */
export type View = "day" | "week";

export type Cursor = { practitionerId: string; startsAt: number };

export type Panel =
  | {
      kind: "book";
      practitionerId: string | null;
      startsAt: number | null;
      typeId?: string;
      source?: Source;
    }
  | { kind: "appointment"; id: string; act?: "cancel" }
  | { kind: "find"; asked: Asked; booking: BegunBooking | null }
  /** Who is free for somebody who stands at the desk. */
  | { kind: "walk-in"; asked: Asked }
  /** Booked here a moment ago, and another desk was first. */
  | { kind: "lost"; appointmentId: string }
  | {
      kind: "block";
      practitionerId: string | null;
      startsAt: number | null;
      endsAt: number | null;
      blockId?: string;
      /** Begins with the bookings that lie under it, one to decide after the other. */
      under?: boolean;
    };

/** Free times were asked for: each asking begins anew, from what the board showed then. */
export type Asked = { count: number; day: Day; cursor: Cursor | null };

/** The form that lay open when free times were asked for: they are for what is typed in it. */
export type BegunBooking = {
  practitionerId: string | null;
  startsAt: number | null;
  durationMinutes: number;
};

/** A wish to move an appointment to another time or practitioner. */
export type Move = {
  id: string;
  version: number;
  name: string;
  practitionerId: string;
  startsAt: number;
};

/** What an act on the board was refused with; it stays beside the board until it is read or mended. */
export type BoardRefusal = {
  error: AnteroomError;
  /** What was to be moved, so that a nearer time can be chosen. */
  move: Move | null;
};

/** What was cut, as the person saw it then: a paste must not go over a change made since. */
export type Cut = { id: string; version: number; name: string };

/** What lies open over the page. */
export type Overlay = "date" | "people" | "search" | "keys";

export type UndoOffer = { opId: string; undoUntil: number; key: string };

type Screen = {
  page: Page;
  day: Day;
  cursor: Cursor | null;
  /** The appointment or block that the board marks. */
  selectedId: string | null;
  /** The appointment cut with X, waiting for V. */
  cut: Cut | null;
  panel: Panel | null;
  refusal: BoardRefusal | null;
  undo: UndoOffer | null;
  view: View;
  /** Whose week it is until there is a cursor, which then says so. */
  weekOf: string | null;
  /** Whose columns are shown, and in what order. */
  columns: Choice;
  /** The desk's own settings have been looked at: before that nobody knows what it opens with. */
  opened: boolean;
  /** The free time under pointer and cursor is drawn this long. */
  ghostDurationMinutes: number;
  ghostTypeId: string | null;
  /** Height of five minutes on the board, in CSS pixels. */
  zoom: number;
  overlay: Overlay | null;
  /** The appointment whose decision the Decisions page opens with. */
  decideFor: string | null;
  /** The appointment whose slip is on its way to the printer. */
  slipFor: string | null;
  /** Just booked and lost to another desk while something else lay open: said beside the board. */
  lostId: string | null;

  goTo(page: Page): void;
  /** Opens the Decisions page, at the one about this appointment if it is named. */
  decide(appointmentId: string | null): void;
  tellLost(appointmentId: string | null): void;
  printSlip(appointmentId: string | null): void;
  setDay(day: Day): void;
  setCursor(cursor: Cursor | null): void;
  select(id: string | null): void;
  setCut(cut: Cut | null): void;
  openPanel(panel: Panel): void;
  /** Closes the panel and gives the keyboard back to the board. */
  closePanel(): void;
  refuse(refusal: BoardRefusal | null): void;
  offerUndo(offer: UndoOffer | null): void;
  setView(view: View): void;
  /** Their week, wherever the cursor was. */
  showWeekOf(practitionerId: string): void;
  setColumns(columns: Choice): void;
  setGhost(ghost: { durationMinutes: number; typeId: string | null }): void;
  setZoom(zoom: number): void;
  show(overlay: Overlay | null): void;
  boardFocus(): void;
};

export const ZOOM = { least: 4, usual: 12, most: 40 } as const;
export const BOARD_ID = "board";
const GHOST_MINUTES = 30;

const deskZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const selectedOf = (panel: Panel): string | null => {
  switch (panel.kind) {
    case "appointment":
      return panel.id;
    case "lost":
      return panel.appointmentId;
    case "block":
      return panel.blockId ?? null;
    case "book":
    case "find":
    case "walk-in":
      return null;
  }
};

export const useScreen = create<Screen>((set, get) => ({
  page: "schedule",
  // Until the practice's zone is known; the frame then goes to the practice's today.
  day: dayOf(deskZone, systemClock()),
  cursor: null,
  selectedId: null,
  cut: null,
  panel: null,
  refusal: null,
  undo: null,
  view: "day",
  weekOf: null,
  columns: everybody,
  opened: false,
  ghostDurationMinutes: GHOST_MINUTES,
  ghostTypeId: null,
  zoom: ZOOM.usual,
  overlay: null,
  decideFor: null,
  slipFor: null,
  lostId: null,

  goTo: (page) => set({ page, decideFor: null }),
  decide: (decideFor) => set({ page: "decisions", decideFor }),
  tellLost: (lostId) => set({ lostId }),
  printSlip: (slipFor) => set({ slipFor }),
  setDay: (day) => set({ day, refusal: null }),
  setCursor: (cursor) => set({ cursor }),
  select: (selectedId) => set({ selectedId }),
  setCut: (cut) => set({ cut }),
  openPanel: (panel) => set({ panel, selectedId: selectedOf(panel), page: "schedule" }),
  closePanel: () => {
    set({ panel: null, selectedId: null });
    get().boardFocus();
  },
  refuse: (refusal) => set({ refusal }),
  offerUndo: (undo) => set({ undo }),
  setView: (view) => set({ view, refusal: null }),
  showWeekOf: (practitionerId) => {
    const { cursor } = get();
    set({ view: "week", weekOf: practitionerId, cursor: cursor && { ...cursor, practitionerId } });
  },
  setColumns: (columns) => set({ columns }),
  setGhost: ({ durationMinutes, typeId }) =>
    set({ ghostDurationMinutes: durationMinutes, ghostTypeId: typeId }),
  setZoom: (zoom) => set({ zoom: Math.min(ZOOM.most, Math.max(ZOOM.least, zoom)) }),
  show: (overlay) => set({ overlay }),
  boardFocus: () => {
    const { panel } = get();
    // After the panel's own elements are gone, or they would take the focus with them.
    requestAnimationFrame(() => {
      // Whoever types fast has opened the next one by now: the keyboard is its.
      const now = get();
      if ((now.panel !== null && now.panel !== panel) || now.overlay !== null) return;
      document.getElementById(BOARD_ID)?.focus({ preventScroll: true });
    });
  },
}));
