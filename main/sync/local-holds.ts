import type { AppointmentRow } from "../db/appointments.ts";
import type { WritableDb } from "../db/connection.ts";
import { sql } from "../db/statements.ts";

export type PlacedRow = Pick<
  AppointmentRow,
  "id" | "practitioner_id" | "room_id" | "starts_at" | "busy_until"
>;

/** This desk's own holds, which give way to whatever arrives. There are never more than windows. */
export class LocalHolds {
  readonly #db: WritableDb;
  #holds: PlacedRow[];

  constructor(db: WritableDb) {
    this.#db = db;
    this.#holds = sql<PlacedRow>(
      db,
      "SELECT id, practitioner_id, room_id, starts_at, busy_until FROM appointment WHERE held_by IS NOT NULL",
    ).all();
  }

  /** Deletes the holds that stand where a row is about to be placed, and answers them. */
  giveWayTo(row: PlacedRow): PlacedRow[] {
    const inTheWay = this.#holds.filter(
      (hold) =>
        hold.id !== row.id &&
        hold.starts_at < row.busy_until &&
        row.starts_at < hold.busy_until &&
        (hold.practitioner_id === row.practitioner_id ||
          (row.room_id !== null && hold.room_id === row.room_id)),
    );
    for (const { id } of inTheWay)
      sql(this.#db, "DELETE FROM appointment WHERE id = ? AND status = 'pending'").run(id);
    this.#holds = this.#holds.filter((hold) => !inTheWay.includes(hold));
    return inTheWay;
  }
}
