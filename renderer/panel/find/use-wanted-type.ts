import type { AppointmentTypeView } from "../../../src/ipc/views.ts";
import { useTypes } from "../../queries/index.ts";
import { useScreen } from "../../store/screen.ts";
import { offered } from "../booking/use-place.ts";

const none: never[] = [];

/** The type that is meant: the one chosen, otherwise the one used last, otherwise the practice's first. */
export function useWantedType(chosenId: string | null): {
  type: AppointmentTypeView | null;
  types: readonly AppointmentTypeView[];
} {
  const lastId = useScreen((screen) => screen.ghostTypeId);
  const types = offered(useTypes().data?.types ?? none);
  const byId = (id: string | null) => types.find((each) => each.id === id);
  return { type: byId(chosenId) ?? byId(lastId) ?? types[0] ?? null, types };
}
