import type { AppointmentView, ClientView, Source } from "../../../src/ipc/views.ts";

/** What of an appointment can be changed without moving it. */
export type Edited = {
  clientId: string | null;
  typeId: string | null;
  durationMinutes: number;
  roomId: string | null;
  source: Source;
  capacity: number | null;
};

/** A change in the making: `seen` is the appointment it began from, `typed` what it shall become. */
export type Edit = {
  seen: AppointmentView;
  typed: Edited;
  clientText: string;
  /** Set when another client was found. */
  client: ClientView | null;
};

const editedOf = (appointment: AppointmentView): Edited => ({
  clientId: appointment.clientId,
  typeId: appointment.typeId,
  durationMinutes: Math.round((appointment.endsAt - appointment.startsAt) / 60),
  roomId: appointment.roomId,
  source: appointment.source,
  capacity: appointment.capacity,
});

export const beginEdit = (appointment: AppointmentView): Edit => ({
  seen: appointment,
  typed: editedOf(appointment),
  clientText: appointment.clientName ?? "",
  client: null,
});

type Patch = {
  clientId?: string;
  typeId?: string;
  durationMinutes?: number;
  roomId?: string | null;
  source?: Source;
  capacity?: number;
};

/** Only what the person changed travels: what somebody else changed meanwhile is not set back. */
export function patchOf({ seen, typed }: Edit): Patch {
  const before = editedOf(seen);
  return {
    ...(typed.clientId !== before.clientId && typed.clientId !== null ? { clientId: typed.clientId } : {}),
    ...(typed.typeId !== before.typeId && typed.typeId !== null ? { typeId: typed.typeId } : {}),
    ...(typed.durationMinutes !== before.durationMinutes ? { durationMinutes: typed.durationMinutes } : {}),
    ...(typed.roomId !== before.roomId ? { roomId: typed.roomId } : {}),
    ...(typed.source !== before.source ? { source: typed.source } : {}),
    ...(typed.capacity !== before.capacity && typed.capacity !== null ? { capacity: typed.capacity } : {}),
  };
}

/**
 * The same wishes on the appointment as it is now: fields the person left alone take the new values, fields they
 * changed keep what was typed.
 */
export function rebase(edit: Edit, current: AppointmentView): Edit {
  const patch = patchOf(edit);
  const typed: Edited = { ...editedOf(current), ...patch };
  const keepsClient = patch.clientId !== undefined;
  return {
    seen: current,
    typed,
    client: keepsClient ? edit.client : null,
    clientText: keepsClient ? edit.clientText : (current.clientName ?? ""),
  };
}
