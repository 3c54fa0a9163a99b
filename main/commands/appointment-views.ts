import type { AppointmentView, Warning } from "../../src/ipc/views.ts";
import { appointmentViews, clientElsewhere, findDetail } from "../db/appointments.ts";
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

/** A client in two places at once is a mistake or a wish; either way the front desk should know. */
export function warningsFor(
  unit: UnitOfWork,
  appointment: AppointmentView,
  clientIds: readonly string[] = clientsOf(appointment),
): Warning[] {
  return clientIds.flatMap((clientId) =>
    clientElsewhere(unit.db, clientId, appointment.startsAt, appointment.endsAt, appointment.id).map(
      (row) => ({
        code: "client-elsewhere" as const,
        appointmentId: row.id,
        practitionerName: row.practitioner_name,
        startsAt: row.starts_at,
        endsAt: row.ends_at,
      }),
    ),
  );
}
