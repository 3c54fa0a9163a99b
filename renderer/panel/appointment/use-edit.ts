import { useState } from "react";
import type { AppointmentCard } from "../../../src/ipc/views.ts";
import { beginEdit, type Edit } from "./edit.ts";

/** A change that was begun is kept while its appointment is open, also when the person looks back at the card. */
export function useEdit(card: AppointmentCard | null) {
  const [edit, setEdit] = useState<Edit | null>(null);
  return {
    edit: edit ?? (card === null ? null : beginEdit(card.appointment)),
    set: setEdit,
    forget: (): void => setEdit(null),
  };
}
export type EditInHand = ReturnType<typeof useEdit>;
