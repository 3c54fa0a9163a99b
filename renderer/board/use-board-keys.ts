import type { Status } from "../../src/appointments/status.ts";
import type { AppointmentView } from "../../src/ipc/views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { useFormats } from "../fields/index.ts";
import { showNews } from "../frame/toasts.ts";
import type { Acts } from "../keys/running-acts.ts";
import { useKeys } from "../keys/use-keys.ts";
import { isAtNow } from "../panel/find/at-now.ts";
import { openWalkIn } from "../panel/find/open-find.ts";
import { BOARD_ID, useScreen, ZOOM } from "../store/screen.ts";
import { boardWords } from "../words/index.ts";
import { type Column, columnAt } from "./columns.ts";
import { mayMove } from "./pointer-acts.ts";
import { cardAt } from "./stops.ts";
import type { useAppointmentActs } from "./use-appointment-acts.ts";
import { firstCursor, onBoard } from "./use-cursor.ts";

type Props = {
  columns: readonly Column[];
  /** The board that the cursor belongs to is not here yet. */
  waiting: boolean;
  acts: ReturnType<typeof useAppointmentActs>;
  nameFor: (appointment: AppointmentView) => string;
  nameOf: (practitionerId: string) => string;
};

const ZOOM_STEP = 2;
const BLOCK_SECONDS = 3_600;

const zoomBy = (distance: number) => (): void => {
  const { zoom, setZoom } = useScreen.getState();
  setZoom(zoom + distance);
};

/** What letters do on the board: each acts on the card under the cursor, or on the one open in the panel. */
export function useBoardKeys({ columns, waiting, acts, nameFor, nameOf }: Props): void {
  const { zone } = useFormats();
  const place = () => {
    const { cursor, day } = useScreen.getState();
    return onBoard(columns, cursor) ?? (waiting ? cursor : firstCursor(columns, day, cursor));
  };
  const target = (): AppointmentView | undefined => {
    const { cursor, panel } = useScreen.getState();
    const cards = columns.flatMap((column) => column.cards);
    const column = columnAt(columns, cursor);
    const underCursor = column && cursor ? cardAt(column, cursor.startsAt)?.appointment : undefined;
    const open =
      panel?.kind === "appointment"
        ? cards.find((card) => card.appointment.id === panel.id)?.appointment
        : undefined;
    return document.activeElement?.id === BOARD_ID ? (underCursor ?? open) : (open ?? underCursor);
  };
  const mark = (status: Status) => (): void => {
    const appointment = target();
    if (appointment) void acts.mark(appointment, nameFor(appointment), status);
  };
  const about = (): string | null => {
    const appointment = target();
    return appointment ? nameFor(appointment) : null;
  };
  const keys: Acts = {
    book: () => {
      const { openPanel, cursor } = useScreen.getState();
      if (isAtNow(columns, cursor, systemClock())) openWalkIn(zone);
      else openPanel({ kind: "book", ...(place() ?? { practitionerId: null, startsAt: null }) });
    },
    block: () => {
      const at = place();
      const dayEndsAt = columnAt(columns, at)?.axis.endsAt ?? Number.POSITIVE_INFINITY;
      const endsAt = at && Math.min(at.startsAt + BLOCK_SECONDS, dayEndsAt);
      useScreen.getState().openPanel({
        kind: "block",
        practitionerId: at?.practitionerId ?? null,
        startsAt: at?.startsAt ?? null,
        endsAt,
      });
    },
    cut: () => {
      const appointment = target();
      if (!appointment || !mayMove(appointment)) return;
      useScreen.getState().setCut({
        id: appointment.id,
        version: appointment.version,
        name: nameFor(appointment),
      });
    },
    paste: () => {
      const { cut } = useScreen.getState();
      const at = place();
      if (!cut) return showNews(boardWords.nothingToPaste);
      if (at) void acts.move({ ...cut, ...at }, nameOf(at.practitionerId));
    },
    cancel: () => {
      const appointment = target();
      if (appointment) {
        useScreen.getState().openPanel({ kind: "appointment", id: appointment.id, act: "cancel" });
      }
    },
    arrived: mark("arrived"),
    "checked-in": mark("checked-in"),
    fulfilled: mark("fulfilled"),
    noshow: mark("noshow"),
    "zoom-in": zoomBy(ZOOM_STEP),
    "zoom-out": zoomBy(-ZOOM_STEP),
    "zoom-usual": () => useScreen.getState().setZoom(ZOOM.usual),
  };
  useKeys(keys, about);
}
