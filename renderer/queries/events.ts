import type { QueryClient } from "@tanstack/react-query";
import type { ChannelName, Events } from "../../src/ipc/contract.ts";

/** What must be asked again when records of a kind changed; names and hours show on the board too. */
const shownBy: Record<Events["records-changed"]["records"], readonly ChannelName[]> = {
  clients: ["clients.search", "clients.read", "schedule.day", "schedule.week", "appointments.read"],
  practitioners: [
    "practitioners.list",
    "schedule.day",
    "schedule.week",
    "availability.find",
    "availability.now",
  ],
  rooms: ["rooms.list", "appointments.read", "availability.find"],
  types: ["types.list", "availability.find", "availability.now"],
  hours: ["hours.read", "schedule.day", "schedule.week", "availability.find", "availability.now"],
  practice: ["practice.read", "schedule.day", "schedule.week"],
  settings: ["settings.read", "app.read", "health.read"],
};

/** Main tells what changed; whatever shows it is asked for again. Returns the function that stops listening. */
export function followEvents(client: QueryClient): () => void {
  /** All answers of a channel, or those to a question that names this. */
  const askAgain = (channel: ChannelName, about?: Record<string, string>): void => {
    const queryKey = about === undefined ? [channel] : [channel, about];
    const underWay = client.getQueryCache().findAll({ queryKey, fetchStatus: "fetching" });
    void client.invalidateQueries({ queryKey });
    // A first answer may say what was before; React Query waits for it then, and asks no more.
    for (const query of underWay.filter(({ state }) => state.data === undefined)) {
      const again = () => client.invalidateQueries({ queryKey: query.queryKey, exact: true });
      void query.promise?.then(again, again);
    }
  };
  const { on } = window.anteroom;
  const stops = [
    on("schedule-changed", ({ practitionerId, days }) => {
      for (const day of days) askAgain("schedule.day", { day });
      askAgain("schedule.week", { practitionerId });
      askAgain("appointments.read");
      askAgain("clients.coming");
      askAgain("availability.find");
      askAgain("availability.now");
      askAgain("appointments.read-series");
      askAgain("appointments.check-series");
      // The free times that a decision offers.
      askAgain("conflicts.list");
    }),
    on("records-changed", ({ records }) => {
      for (const channel of shownBy[records]) askAgain(channel);
    }),
    on("conflicts-changed", () => {
      askAgain("conflicts.list");
      // Cards and panels show whether a decision is open.
      askAgain("schedule.day");
      askAgain("schedule.week");
      askAgain("appointments.read");
    }),
    on("sharing-changed", () => askAgain("sharing.read")),
    on("health-changed", () => askAgain("health.read")),
    on("app-changed", () => {
      askAgain("app.read");
      askAgain("practice.read");
      askAgain("health.read");
      askAgain("sharing.read");
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** For what is no query of its own: looks that are only worth it when a conflict came or went. */
export const onConflictsChanged = (listener: () => void): (() => void) =>
  window.anteroom.on("conflicts-changed", listener);
