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
  /** The page where it is mended, if a person has to. */
  mendedOn: "settings" | "health" | null;
};

/** `10:42`, with the day where it is not today: to stand behind "since". */
const since = (instant: number, { formats, now }: Telling): string =>
  dayOf(formats.zone, instant) === dayOf(formats.zone, now)
    ? formats.time(instant)
    : formats.dayAndTime(instant);

/** How this desk stands with the others, in one line: what the status bar says. */
export function sharingStatus(view: SharingView | undefined, telling: Telling): SharingStatus {
  const { formats, now } = telling;
  const calm = { detail: null, mendedOn: null };
  if (view?.progress && !view.missing) {
    const { done, total } = view.progress;
    const percent = total > 0 ? Math.floor((done / total) * 100) : null;
    return { ...calm, tone: "busy", text: say.progress(view.progress, percent) };
  }
  if (view === undefined || view.state === "alone") return { ...calm, tone: "good", text: say.alone };
  const { waiting, problem, missing } = view;
  if (missing) {
    const text = say.missing(formats.number(missing.rows));
    return { tone: "decision", text, detail: say.missingDetail, mendedOn: "settings" };
  }
  if (problem?.code === "desk-too-old") {
    const text = say.deskTooOld(waiting);
    return { tone: "decision", text, detail: say.deskTooOldDetail, mendedOn: "settings" };
  }
  const exchanged =
    view.lastExchangeAt === null ? null : say.lastExchange(formats.ago(view.lastExchangeAt, now));
  switch (view.state) {
    case "paused": {
      const text = say.paused(problem?.code ?? null);
      return { tone: "decision", text, detail: say.waits(waiting), mendedOn: "settings" };
    }
    case "offline": {
      const text = say.offline(since(view.since, telling), say.waits(waiting));
      return { tone: "decision", text, detail: exchanged, mendedOn: null };
    }
    case "connected": {
      const connectedSince = since(view.since, telling);
      const refused = view.troubled.filter(({ outcome }) => outcome === "quarantined").length;
      const onTheWay = Math.max(0, waiting - refused);
      const coming = onTheWay === 0 ? null : say.onTheWay(onTheWay);
      if (refused > 0) {
        const text = say.refused(connectedSince, refused);
        return { tone: "decision", text, detail: coming ?? exchanged, mendedOn: "health" };
      }
      const text = say.connected(connectedSince, coming);
      return { tone: coming === null ? "good" : "busy", text, detail: exchanged, mendedOn: null };
    }
  }
}
