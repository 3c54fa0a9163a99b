import { occupyingStatuses } from "../../src/appointments/status.ts";
import type { ComingView } from "../../src/ipc/views.ts";
import type { ReadableDb } from "../db/connection.ts";
import { sql } from "../db/statements.ts";

const occupying = occupyingStatuses.map((status) => `'${status}'`).join(", ");

/** The next appointment of a client that has its time and is not over: their own, or a session with a seat of theirs. */
const NEXT = `
  SELECT appointment.id AS appointmentId, practitioner_id AS practitionerId,
    practitioner.name AS practitionerName, starts_at AS startsAt, ends_at AS endsAt
  FROM (
    SELECT id FROM appointment WHERE client_id = :client AND starts_at > :after
    UNION SELECT appointment_id FROM attendee WHERE client_id = :client AND seat IS NOT NULL
  ) AS mine
  JOIN appointment ON appointment.id = mine.id
  JOIN practitioner ON practitioner.id = practitioner_id
  WHERE starts_at > :after AND ends_at > :now AND placed = 1 AND status IN (${occupying})
  ORDER BY starts_at LIMIT 1`;

/** No appointment is longer: see the CHECK on its table. */
const LONGEST_SECONDS = 86_400;

/** Of each client the appointment that comes next, where there is one. */
export function comingOf(db: ReadableDb, clientIds: readonly string[], now: number): ComingView[] {
  const next = sql<Omit<ComingView, "clientId">>(db, NEXT);
  return clientIds.flatMap((client) => {
    const found = next.get({ client, now, after: now - LONGEST_SECONDS });
    return found ? [{ clientId: client, ...found }] : [];
  });
}
