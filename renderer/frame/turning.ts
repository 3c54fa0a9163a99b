import { addDays, type Day } from "../../src/time/zoned-day.ts";
import { dayInView } from "../board/use-shown.ts";
import { useScreen, type View } from "../store/screen.ts";

const WEEK = 7;

/** Goes to a day, in whatever view there is, and gives the keyboard to the board. */
export function goToDay(day: Day): void {
  const { setDay, goTo, boardFocus } = useScreen.getState();
  goTo("schedule");
  setDay(day);
  boardFocus();
}

/** One page on or back: a day, or a week to the same day of it. */
export const turnPage = (zone: string, direction: 1 | -1): void =>
  goToDay(addDays(dayInView(zone), direction * (useScreen.getState().view === "week" ? WEEK : 1)));

/** Everybody's day, or one's week: the day and the practitioner at the cursor stay the same. */
export function showView(zone: string, view: View): void {
  const day = dayInView(zone);
  useScreen.getState().setView(view);
  goToDay(day);
}
