import type { PractitionerView } from "../../src/ipc/views.ts";
import { useToday } from "../frame/use-today.ts";
import { usePractitioners, useSettings } from "../queries/index.ts";
import { chosen, everybody, inOrder } from "../store/choice.ts";
import { useScreen } from "../store/screen.ts";

const nobody: readonly PractitionerView[] = [];

const isHere =
  (day: string) =>
  ({ leavesOn }: PractitionerView): boolean =>
    leavesOn === null || day < leavesOn;

/** Whose desk this is, if it belongs to somebody who still works here. */
export function useOwnPractitioner(): PractitionerView | null {
  const id = useSettings().data?.settings["own-practitioner"];
  const today = useToday();
  const people = usePractitioners().data?.practitioners ?? nobody;
  return people.filter(isHere(today)).find((each) => each.id === id) ?? null;
}

/** Everybody who works here on the day shown, in this desk's order: those with a column first. */
export function useWeekPeople(): readonly PractitionerView[] {
  const day = useScreen((screen) => screen.day);
  const columns = useScreen((screen) => screen.columns);
  const people = (usePractitioners().data?.practitioners ?? nobody).filter(isHere(day));
  const first = chosen(people, columns);
  return [...first, ...inOrder(people, columns).filter((each) => !first.includes(each))];
}

/** Who has a column on this desk, among everybody who works here on the day shown, and how that is changed. */
export function usePeopleChoice() {
  const { day, columns, setColumns } = useScreen();
  const everyone = usePractitioners().data?.practitioners ?? nobody;
  const people = inOrder(everyone.filter(isHere(day)), columns);
  // Of those who are not here on this day, what was chosen stays.
  const elsewhere = (ids: readonly string[]): string[] =>
    ids.filter((id) => !people.some((each) => each.id === id));
  return {
    people,
    shown: chosen(people, columns),
    isUsual: columns.order.length === 0 && columns.hidden.length === 0,
    setOrder: (order: readonly string[]) =>
      setColumns({ ...columns, order: [...order, ...elsewhere(columns.order)] }),
    setShown: (ids: readonly string[]) => {
      const put = people.map(({ id }) => id).filter((id) => !ids.includes(id));
      setColumns({ ...columns, hidden: [...put, ...elsewhere(columns.hidden)] });
    },
    reset: () => setColumns(everybody),
  };
}

/** Whose week it is: the cursor's, then the one it was asked for, then the first in order; null for nobody. */
export function useWeekPerson(): PractitionerView | null {
  const cursorsId = useScreen((screen) => screen.cursor?.practitionerId ?? null);
  const weekOf = useScreen((screen) => screen.weekOf);
  const all = usePractitioners().data?.practitioners ?? nobody;
  const inTurn = useWeekPeople();
  const find = (id: string | null) => all.find((each) => each.id === id);
  return find(cursorsId) ?? find(weekOf) ?? inTurn[0] ?? null;
}
