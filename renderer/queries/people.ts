import { useAnswer } from "./use-answer.ts";

export const usePractitioners = () => useAnswer("practitioners.list", {});
export const useRooms = () => useAnswer("rooms.list", {});
export const useTypes = () => useAnswer("types.list", {});
export const useHours = (practitionerId: string) => useAnswer("hours.read", { practitionerId });

/** Clients by name, telephone digits or date of birth; nothing is asked for an empty text. */
export const useClientSearch = (text: string, limit = 50) =>
  useAnswer(
    "clients.search",
    { text: text.trim(), limit },
    { enabled: text.trim().length > 0, keepPrevious: true },
  );

/** What comes next for each of these clients. */
export const useComing = (ids: readonly string[]) =>
  useAnswer("clients.coming", { ids: [...ids] }, { enabled: ids.length > 0 });

export const useClient = (id: string | null) =>
  useAnswer("clients.read", { id: id ?? "" }, { enabled: id !== null });
