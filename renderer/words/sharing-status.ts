import type { SharingView } from "../../src/ipc/sharing-views.ts";
import { dayOf } from "../../src/time/zoned-day.ts";
import { words } from "./language.ts";
import type { Telling } from "./telling.ts";

const { sharingStatusWords: say } = words;

export type SharingStatus = {
  /** `good`: nothing to do. `decision`: somebody should know. `busy`: on its way. */
  tone: "good" | "decision" | "busy";
  text: string;
  /** Said behind it, more quietly, where there is room. */
  detail: string | null;
  /** Whether the settings of sharing are where it is mended. */
  toSettings: boolean;
};

/** `10:42`, with the day where it is not today: to stand behind "since". */
const since = (instant: number, { formats, now }: Telling): string =>
  dayOf(formats.zone, instant) === dayOf(formats.zone, now)
    ? formats.time(instant)
    : formats.dayAndTime(instant);

/** How this desk stands with the others, in one line: what the status bar says. */
export function sharingStatus(view: SharingView | undefined, telling: Telling): SharingStatus {
  const { formats, now } = telling;
  const calm = { detail: null, toSettings: false };
  if (view?.progress && !view.missing) {
    const { done, total } = view.progress;
    const percent = total > 0 ? Math.floor((done / total) * 100) : null;
    return { ...calm, tone: "busy", text: say.progress(view.progress, percent) };
  }
  if (view === undefined || view.state === "alone") return { ...calm, tone: "good", text: say.alone };
  const { waiting, problem, missing } = view;
  if (missing) {
    const text = say.missing(formats.number(missing.rows));
    return { tone: "decision", text, detail: say.missingDetail, toSettings: true };
  }
  if (problem?.code === "desk-too-old") {
    const text = say.deskTooOld(waiting);
    return { tone: "decision", text, detail: say.deskTooOldDetail, toSettings: true };
  }
  const exchanged =
    view.lastExchangeAt === null ? null : say.lastExchange(formats.ago(view.lastExchangeAt, now));
  switch (view.state) {
    case "paused": {
      const text = say.paused(problem?.code ?? null);
      return { tone: "decision", text, detail: say.waits(waiting), toSettings: true };
    }
    case "offline": {
      const text = say.offline(since(view.since, telling), say.waits(waiting));
      return { tone: "decision", text, detail: exchanged, toSettings: false };
    }
    case "connected": {
      const text = say.connected(since(view.since, telling), waiting);
      return { tone: waiting === 0 ? "good" : "busy", text, detail: exchanged, toSettings: false };
    }
  }
}
