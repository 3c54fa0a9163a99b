import { usePractitioners, useRooms, useTypes } from "../queries/index.ts";
import type { Names } from "../words/index.ts";

/** Names of practitioners, rooms and types by id. */
export function useNames(): Names {
  const practitioners = usePractitioners().data?.practitioners ?? [];
  const rooms = useRooms().data?.rooms ?? [];
  const types = useTypes().data?.types ?? [];
  const lists = { practitioner: practitioners, room: rooms, type: types };
  return (kind, id) => lists[kind].find((each) => each.id === id)?.name;
}
