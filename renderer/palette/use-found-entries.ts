import type { AppointmentView, ClientView, ComingView, DayView } from "../../src/ipc/views.ts";
import { type Day, dayOf } from "../../src/time/zoned-day.ts";
import { isShown } from "../board/columns.ts";
import { useFormats } from "../fields/index.ts";
import { bookForClient } from "../frame/book-for-client.ts";
import { useToday } from "../frame/use-today.ts";
import { MOST_CLIENTS_FOUND, useClientSearch, useComing, useDay } from "../queries/index.ts";
import { useScreen } from "../store/screen.ts";
import { clientDetail, type Formats, paletteWords } from "../words/index.ts";
import type { Entry, Part } from "./entries.ts";
import { typedDays } from "./typed-day.ts";

/** So many of the clients found may have their next appointment opened. */
const MOST_COMING = 4;

function goToDay(day: Day): void {
  const { goTo, setDay, boardFocus } = useScreen.getState();
  goTo("schedule");
  setDay(day);
  boardFocus();
}

function open(at: { id: string; day: Day; practitionerId: string; startsAt: number }): void {
  const { setDay, setCursor, openPanel } = useScreen.getState();
  setDay(at.day);
  setCursor({ practitionerId: at.practitionerId, startsAt: at.startsAt });
  openPanel({ kind: "appointment", id: at.id });
}

const ofDay = (view: DayView | undefined, formats: Formats): Entry[] => {
  const nameOf = (id: string): string => view?.practitioners.find((each) => each.id === id)?.name ?? "";
  const entryOf = ({ id, clientName, practitionerId, startsAt, endsAt }: AppointmentView): Entry => ({
    id: `appointment-${id}`,
    label: clientName ?? "",
    detail: paletteWords.when(formats.range(startsAt, endsAt), nameOf(practitionerId)),
    run: () => open({ id, day: view?.day ?? "", practitionerId, startsAt }),
  });
  return (view?.appointments ?? []).filter((each) => isShown(each) && each.clientName !== null).map(entryOf);
};

const clientEntries = (
  client: ClientView,
  next: ComingView | undefined,
  view: DayView | undefined,
  formats: Formats,
): Entry[] => {
  const book: Entry = {
    id: `book-${client.id}`,
    label: paletteWords.bookFor(client.name),
    detail: clientDetail(client, formats),
    found: true,
    run: () => bookForClient(client, view),
  };
  if (!next) return [book];
  const { appointmentId, practitionerId, practitionerName, startsAt, endsAt } = next;
  const openNext: Entry = {
    id: `next-${client.id}`,
    label: paletteWords.openNext(client.name),
    detail: paletteWords.when(formats.dayAndRange(startsAt, endsAt), practitionerName),
    found: true,
    run: () => open({ id: appointmentId, day: dayOf(formats.zone, startsAt), practitionerId, startsAt }),
  };
  return [book, openNext];
};

/** What is looked for in the practice: days, the appointments of today and of the day shown, and clients. */
export function useFoundEntries(text: string): { parts: Part[]; searching: boolean } {
  const day = useScreen((screen) => screen.day);
  const formats = useFormats();
  const today = useToday();
  const shown = useDay(day).data;
  const ofToday = useDay(today).data;
  const search = useClientSearch(text);
  const typed = text.trim() !== "";
  const clients = typed ? (search.data?.clients ?? []) : [];
  const coming = useComing(clients.slice(0, MOST_COMING).map(({ id }) => id)).data?.coming ?? [];
  if (!typed) return { parts: [], searching: false };

  const found = typedDays(text, today, formats.locale, paletteWords.dayWords);
  const days = found.map(
    (each): Entry => ({
      id: `day-${each}`,
      label: paletteWords.goToDay(formats.longDay(each)),
      found: true,
      run: () => goToDay(each),
    }),
  );
  const appointments = [ofToday, ...(shown && shown.day !== today ? [shown] : [])].map(
    (view, index): Part => ({
      id: `appointments-${index}`,
      title: view ? formats.longDay(view.day) : "",
      entries: ofDay(view, formats),
    }),
  );
  const forClients = clients.flatMap((client) =>
    clientEntries(
      client,
      coming.find(({ clientId }) => clientId === client.id),
      shown,
      formats,
    ),
  );
  const ofDays: Part = { id: "days", title: paletteWords.days, entries: days };
  const title =
    clients.length === MOST_CLIENTS_FOUND
      ? paletteWords.firstClients(MOST_CLIENTS_FOUND)
      : paletteWords.clients;
  const ofClients: Part = { id: "clients", title, entries: forClients };
  // A day gone by is more often somebody's date of birth than where one wants to go.
  const isPast = found.every((each) => each < today);
  return {
    parts: isPast ? [...appointments, ofClients, ofDays] : [ofDays, ...appointments, ofClients],
    searching: search.isFetching && (search.isPlaceholderData || !search.data),
  };
}
