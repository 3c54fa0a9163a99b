import type { AppointmentView, Warning } from "../../src/ipc/views.ts";
import { appointmentViews, findDetail } from "../db/appointments.ts";
import { elsewhere } from "../queries/client-elsewhere.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** The appointment as this transaction leaves it. */
export function viewOf(unit: UnitOfWork, id: string): AppointmentView {
  const row = findDetail(unit.db, id);
  const view = row && appointmentViews(unit.db, [row], unit.caller.window)[0];
  if (!view) throw new Error(`appointment ${id} is not there`);
  return view;
}

/** Everybody who comes: the client, or those with a seat. */
const clientsOf = ({ clientId, attendees }: AppointmentView): string[] =>
  clientId === null ? attendees.map((attendee) => attendee.clientId) : [clientId];

/** Where else those who come have to be at that time. */
export const warningsFor = (
  unit: UnitOfWork,
  appointment: AppointmentView,
  clientIds: readonly string[] = clientsOf(appointment),
): Warning[] => clientIds.flatMap((clientId) => elsewhere(unit.db, clientId, appointment, [appointment.id]));
