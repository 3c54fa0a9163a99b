import type { ConflictView } from "../../src/ipc/sharing-views.ts";
import { usePractitioners, useRooms, useTypes } from "../queries/index.ts";
import type { NameOf } from "../words/index.ts";

/** Names of what a conflict's values name by id only. */
export function useNameOf({ loser, other }: ConflictView): NameOf {
  const people = usePractitioners().data?.practitioners ?? [];
  const rooms = useRooms().data?.rooms ?? [];
  const types = useTypes().data?.types ?? [];
  const clients = [...loser.clients, ...(other?.clients ?? [])];
  const lists: Record<string, readonly { id: string; name: string }[]> = {
    practitioner_id: people,
    room_id: rooms,
    type_id: types,
    client_id: clients,
  };
  return (column, id) => lists[column]?.find((each) => each.id === id)?.name;
}
