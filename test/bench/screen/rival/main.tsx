import { format, getDay, parse, startOfWeek } from "date-fns";
import { enGB } from "date-fns/locale/en-GB";
import { useEffect, useState } from "react";
import { Calendar, dateFnsLocalizer, type Event, Views } from "react-big-calendar";
import { createRoot } from "react-dom/client";
import "react-big-calendar/lib/css/react-big-calendar.css";
import "./page.css";

/** react-big-calendar as its documentation shows it, with the fastest of its localizers; never part of the app. */
const locales = { "en-GB": enGB };
const localizer = dateFnsLocalizer({ format, parse, startOfWeek, getDay, locales });

export type RivalResource = { id: string; title: string };
/** Instants in milliseconds. */
export type RivalEvent = { title: string; startsAt: number; endsAt: number; resourceId: string };
export type RivalData = { resources: RivalResource[]; days: { day: string; events: RivalEvent[] }[] };

type Shown = Event & { resourceId: string };
const VIEWS = [Views.DAY];
const KEYS: Partial<Record<string, number>> = { "]": 1, "[": -1 };
const nothing = (): void => undefined;

/** Everything is in memory before a key is pressed, and a day is given its own appointments alone. */
function Rival({ resources, days }: { resources: RivalResource[]; days: { date: Date; events: Shown[] }[] }) {
  const [index, setIndex] = useState(0);
  useEffect(() => {
    const turn = ({ key }: KeyboardEvent): void => {
      const by = KEYS[key];
      if (by !== undefined) setIndex((at) => Math.min(days.length - 1, Math.max(0, at + by)));
    };
    document.addEventListener("keydown", turn);
    return () => document.removeEventListener("keydown", turn);
  }, [days]);
  const shown = days[index];
  return (
    <main data-shown={index}>
      <Calendar<Shown, RivalResource>
        localizer={localizer}
        culture="en-GB"
        views={VIEWS}
        view={Views.DAY}
        onView={nothing}
        date={shown?.date}
        onNavigate={nothing}
        events={shown?.events}
        resources={resources}
        resourceIdAccessor="id"
        resourceTitleAccessor="title"
      />
    </main>
  );
}

Object.assign(globalThis, {
  show({ resources, days }: RivalData): void {
    const read = days.map(({ day, events }) => ({
      date: new Date(`${day}T12:00:00`),
      events: events.map(({ title, startsAt, endsAt, resourceId }) => {
        return { title, start: new Date(startsAt), end: new Date(endsAt), resourceId };
      }),
    }));
    const root = document.getElementById("root");
    if (root) createRoot(root).render(<Rival resources={resources} days={read} />);
  },
});
