import type { Warning } from "../../src/ipc/views.ts";
import { clientElsewhere } from "../db/appointments.ts";
import type { ReadableDb } from "../db/connection.ts";

type Visit = { readonly startsAt: number; readonly endsAt: number };

/** A client in two places at once is a mistake or a wish; either way the front desk should know. */
export const elsewhere = (
  db: ReadableDb,
  clientId: string,
  { startsAt, endsAt }: Visit,
  except: readonly string[],
): Warning[] =>
  clientElsewhere(db, clientId, startsAt, endsAt)
    .filter(({ id }) => !except.includes(id))
    .map((row) => ({
      code: "client-elsewhere",
      appointmentId: row.id,
      practitionerName: row.practitioner_name,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
    }));
