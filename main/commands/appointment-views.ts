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

/** A client in two places at once is a mistake or a wish; either way the front desk should know. */
export function warningsFor(
  unit: UnitOfWork,
  clientIds: readonly string[],
  appointment: AppointmentView,
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
