import { useAnswer } from "./use-answer.ts";

export const usePractitioners = () => useAnswer("practitioners.list", {});
export const useRooms = () => useAnswer("rooms.list", {});
export const useTypes = () => useAnswer("types.list", {});
export const useHours = (practitionerId: string) => useAnswer("hours.read", { practitionerId });

/** A longer list is not read: one types on. */
export const MOST_CLIENTS_FOUND = 50;

/** Clients by name, telephone digits or date of birth; nothing is asked for an empty text. */
export const useClientSearch = (text: string) =>
  useAnswer(
    "clients.search",
    { text: text.trim(), limit: MOST_CLIENTS_FOUND },
    { enabled: text.trim().length > 0, keepPrevious: true },
  );

/** What comes next for each of these clients. */
export const useComing = (ids: readonly string[]) =>
  useAnswer("clients.coming", { ids: [...ids] }, { enabled: ids.length > 0 });

export const useClient = (id: string | null) =>
  useAnswer("clients.read", { id: id ?? "" }, { enabled: id !== null });
