import type { SharingView } from "../../src/ipc/sharing-views.ts";
import type { RowChange, Values } from "../../src/sync/op.ts";
import { findAppointment } from "./appointments.ts";
import { findClient } from "./clients.ts";
import type { ReadableDb } from "./connection.ts";
import { findPractitioner } from "./practitioners.ts";
import { sql } from "./statements.ts";

type Troubled = SharingView["troubled"][number];
type Stored = Omit<Troubled, "about"> & { changes: string };
/** More than anybody reads; the number of those that wait is told apart. */
const MOST_SHOWN = 100;

/** The ops that the server has not taken yet, why not, and what they were about. */
export const troubledOps = (db: ReadableDb): Troubled[] =>
  sql<Stored>(
    db,
    `SELECT op_trouble.op_id AS opId, outcome, reason, op_trouble.at AS at, action, actor, audit.at AS doneAt, changes
     FROM op_trouble JOIN outbox USING (op_id) JOIN audit USING (seq) ORDER BY op_trouble.at, opId LIMIT ?`,
  )
    .all(MOST_SHOWN)
    .map(({ changes, ...troubled }) => ({
      ...troubled,
      about: aboutOf(db, JSON.parse(changes) as RowChange[]),
    }));

export const countTroubledOps = (db: ReadableDb): number =>
  sql(db, "SELECT count(*) FROM op_trouble").pluck().get() as number;

/** The first appointment that an op concerns, as the op wanted it. */
function aboutOf(db: ReadableDb, changes: readonly RowChange[]): Troubled["about"] {
  for (const change of changes) {
    if (change.kind === "resolve") continue;
    const own = change.entity === "appointment" || change.entity === "group_session";
    const id = own ? change.id : change.values["appointment_id"];
    const row = typeof id === "string" ? findAppointment(db, id) : undefined;
    if (!row) continue;
    const wanted: Values = { ...row, ...(change.entity === "appointment" && change.values) };
    return {
      appointmentId: row.id,
      startsAt: Number(wanted["starts_at"]),
      practitionerName: findPractitioner(db, String(wanted["practitioner_id"]))?.name ?? null,
      clientName: findClient(db, String(wanted["client_id"]))?.name ?? null,
    };
  }
  return null;
}
