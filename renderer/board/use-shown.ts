import { useMemo } from "react";
import { type Day, dayOf } from "../../src/time/zoned-day.ts";
import { useFormats } from "../fields/index.ts";
import { useDay, usePractitioners, useWeek } from "../queries/index.ts";
import { chosen } from "../store/choice.ts";
import { useScreen } from "../store/screen.ts";
import { boardWords } from "../words/index.ts";
import { axesOf, dayAxis } from "./axis.ts";
import { type Column, columnsOf, weekColumnsOf } from "./columns.ts";
import { useWeekPerson } from "./use-people.ts";
import { shownDays, weekStart } from "./week.ts";

type Shown = {
  title: string;
  columns: readonly Column[];
  /** Said over the board where nobody works on any of it. */
  idle: string;
};

const nobody: never[] = [];

/** The day of those who have a column. */
function useShownDay(enabled: boolean) {
  const formats = useFormats();
  const { day, columns: choice } = useScreen();
  const answer = useDay(day, { enabled });
  const view = answer.data;
  const columns = useMemo(
    () =>
      view
        ? columnsOf(
            { ...view, practitioners: chosen(view.practitioners, choice) },
            dayAxis(formats.zone, view.day),
          )
        : nobody,
    [view, choice, formats.zone],
  );
  const shown: Shown | null = view
    ? {
        title: boardWords.title(formats.longDay(view.day)),
        columns,
        idle: boardWords.nobodyWorks(formats.longDay(view.day)),
      }
    : null;
  return { answer, shown, isEmpty: view?.practitioners.length === 0 };
}

/** The week of the one at the cursor. */
function useShownWeek(enabled: boolean) {
  const formats = useFormats();
  const day = useScreen((screen) => screen.day);
  const people = usePractitioners();
  const person = useWeekPerson();
  const answer = useWeek(person?.id ?? null, weekStart(day, formats.locale), { enabled });
  const view = answer.data;
  const days = view ? shownDays(view, day, formats.locale) : nobody;
  // As text, so that the columns stay the same as long as the days do.
  const named = days.join(" ");
  const columns = useMemo(
    () => (view ? weekColumnsOf(view, axesOf(formats.zone, named.split(" "))) : nobody),
    [view, named, formats.zone],
  );
  const [first, last] = [view?.days[0]?.day, view?.days.at(-1)?.day];
  const shown: Shown | null =
    view && first !== undefined && last !== undefined
      ? {
          title: boardWords.weekTitle(view.practitioner.name, formats.days(first, last)),
          columns,
          idle: boardWords.notThisWeek(view.practitioner.name),
        }
      : null;
  return { answer, shown, isEmpty: people.data?.practitioners.length === 0 };
}

/** What the board shows: the day or the week, and until the wanted one is here, what stood there before. */
export function useShown() {
  const view = useScreen((screen) => screen.view);
  const ofDay = useShownDay(view === "day");
  const ofWeek = useShownWeek(view === "week");
  const [wanted, other] = view === "day" ? [ofDay, ofWeek] : [ofWeek, ofDay];
  return {
    ...wanted,
    shown: wanted.shown ?? other.shown,
    waiting: wanted.shown === null || wanted.answer.isPlaceholderData,
  };
}

/** The day that keys and buttons count from: in a week, the one that the cursor is on. */
export function dayInView(zone: string): Day {
  const { view, cursor, day } = useScreen.getState();
  return view === "week" && cursor ? dayOf(zone, cursor.startsAt) : day;
}
