import type { AppointmentCard, HistoryView, NoteView } from "../../src/ipc/views.ts";
import type { RowChange } from "../../src/sync/op.ts";
import { appointmentViews, findDetail } from "../db/appointments.ts";
import type { ReadableDb } from "../db/connection.ts";
import { type AuditRow, auditOf } from "../db/records.ts";
import { sql } from "../db/statements.ts";

type NoteRow = { id: string; text: string; written_by: string; written_at: number };

/** An appointment with its notes and its history; undefined when there is none of that id. */
export function readCard(db: ReadableDb, id: string, window: string): AppointmentCard | undefined {
  const row = findDetail(db, id);
  const appointment = row && appointmentViews(db, [row], window)[0];
  if (!appointment) return undefined;
  const notes: NoteView[] = sql<NoteRow>(
    db,
    "SELECT * FROM note WHERE appointment_id = ? AND removed = 0 ORDER BY written_at, id",
  )
    .all(id)
    .map((note) => ({
      id: note.id,
      text: note.text,
      writtenBy: note.written_by,
      writtenAt: note.written_at,
    }));
  return { appointment, notes, history: auditOf(db, id).map((entry) => historyLine(entry, id)) };
}

function historyLine(entry: AuditRow, id: string): HistoryView {
  const changes: HistoryView["changes"] = {};
  let settled: Pick<HistoryView, "resolution"> = {};
  for (const change of JSON.parse(entry.changes) as RowChange[]) {
    if (change.kind === "resolve") settled = { resolution: change.resolution };
    if (change.id !== id || change.kind !== "update") continue;
    const before = Object.assign({}, ...Object.values(change.base).map((group) => group.values)) as Record<
      string,
      unknown
    >;
    for (const [column, to] of Object.entries(change.values)) {
      const from = before[column] ?? null;
      if (from !== to) changes[column] = { from, to };
    }
  }
  return { at: entry.at, action: entry.action, actor: entry.actor, opId: entry.op_id, changes, ...settled };
}
