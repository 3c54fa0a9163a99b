import type { Conflict, ConflictKind } from "../../src/conflicts/conflict.ts";
import type { ConflictSide } from "../../src/ipc/sharing-views.ts";
import { type Entity, setterOf } from "../../src/sync/entities.ts";
import { findType } from "../db/appointment-types.ts";
import { type AppointmentDetail, appointmentViews, attendeesOf, findDetail } from "../db/appointments.ts";
import { blockView, findBlock } from "../db/blocks.ts";
import { findClient } from "../db/clients.ts";
import type { ReadableDb } from "../db/connection.ts";
import { findPractitioner } from "../db/practitioners.ts";
import { findAct } from "../db/records.ts";
import { findRoom } from "../db/rooms.ts";
import { idColumn } from "../db/server-copies.ts";
import { sql } from "../db/statements.ts";

const NOBODY: ConflictSide = {
  appointment: null,
  block: null,
  practitionerName: null,
  roomName: null,
  typeName: null,
  clients: [],
  by: "",
  at: 0,
};

/** The side that did not get what it wanted, as its op left it. */
export function loserSide(
  db: ReadableDb,
  conflict: Conflict,
  appointment: AppointmentDetail | undefined,
  window: string,
): ConflictSide {
  const written = { by: conflict.opened_by, at: conflict.opened_at };
  if (!appointment) return { ...NOBODY, ...subjectOf(db, conflict), ...written };
  const side = appointmentSide(db, appointment, window);
  // Of a seat that nobody got, the one who has none is the loser, not those who sit there.
  const clients = conflict.entity === "attendee" ? clientsOf(db, [clientOf(db, conflict)]) : side.clients;
  return { ...side, clients, ...written };
}

/** What has the time, the seat or the day instead, and who wrote that last. */
export function otherSide(
  db: ReadableDb,
  conflict: Conflict,
  loser: ConflictSide,
  window: string,
): ConflictSide | null {
  const { other_id: id, kind, entity } = conflict;
  if (id === null) return sameRowSide(db, conflict, loser);
  if (kind === "booking-meets-block" || kind === "external-event-over-booking") {
    const block = findBlock(db, id);
    if (!block) return null;
    const practitionerName = findPractitioner(db, block.practitioner_id)?.name ?? null;
    return { ...NOBODY, block: blockView(block), practitionerName, ...writerOf(db, "block", id, "time") };
  }
  if (entity === "appointment") {
    const row = findDetail(db, id);
    return row ? { ...appointmentSide(db, row, window), ...writerOf(db, "appointment", id, "time") } : null;
  }
  if (entity === "attendee") {
    const clients = clientsOf(db, [clientOf(db, { entity, row_id: id })]);
    return { ...NOBODY, clients, ...writerOf(db, "attendee", id, "seat") };
  }
  return {
    ...NOBODY,
    ...subjectOf(db, { entity, row_id: id }),
    ...writerOf(db, entity as Entity, id, "hours"),
  };
}

/** Both wrote one row: who wrote what stands there. Once it is settled, that may be the settling itself. */
function sameRowSide(
  db: ReadableDb,
  { kind, state, entity, row_id: id, detail }: Conflict,
  loser: ConflictSide,
): ConflictSide | null {
  const group = kind === "field-divergence" ? detail.group : standingGroups[kind];
  if (state !== "open" || group === undefined) return null;
  const writer = writerOf(db, entity as Entity, id, group);
  return writer.by === "" ? null : { ...loser, ...writer };
}

const standingGroups: Partial<Record<ConflictKind, string>> = {
  "edit-after-cancel": "status",
  "reschedule-race": "time",
};

function appointmentSide(db: ReadableDb, row: AppointmentDetail, window: string): ConflictSide {
  const ids =
    row.capacity === null ? [row.client_id] : attendeesOf(db, [row.id]).map(({ client_id: id }) => id);
  return {
    ...NOBODY,
    appointment: appointmentViews(db, [row], window)[0] ?? null,
    practitionerName: findPractitioner(db, row.practitioner_id)?.name ?? null,
    roomName: row.room_id === null ? null : (findRoom(db, row.room_id)?.name ?? null),
    typeName: row.type_id === null ? null : (findType(db, row.type_id)?.name ?? null),
    clients: clientsOf(db, ids),
  };
}

const clientsOf = (db: ReadableDb, ids: readonly (string | null)[]): ConflictSide["clients"] =>
  ids.flatMap((id) => {
    const row = id === null ? undefined : findClient(db, id);
    return row ? [{ id: row.id, name: row.name, phone: row.phone }] : [];
  });

type Named = Pick<Conflict, "entity" | "row_id">;

const clientOf = (db: ReadableDb, { row_id: id }: Named): string | null =>
  (sql(db, "SELECT client_id FROM attendee WHERE id = ?").pluck().get(id) as string | undefined) ?? null;

/** Whom a row is about that is no appointment: hours and time off are a practitioner's. */
function subjectOf(db: ReadableDb, { entity, row_id: id }: Named): Partial<ConflictSide> {
  switch (entity) {
    case "block": {
      const block = findBlock(db, id);
      const practitionerName = block && findPractitioner(db, block.practitioner_id)?.name;
      return block ? { block: blockView(block), practitionerName: practitionerName ?? null } : {};
    }
    case "client":
      return { clients: clientsOf(db, [id]) };
    case "practitioner":
      return { practitionerName: findPractitioner(db, id)?.name ?? null };
    case "room":
      return { roomName: findRoom(db, id)?.name ?? null };
    case "appointment_type":
      return { typeName: findType(db, id)?.name ?? null };
    case "working_hours":
    case "hours_exception":
    case "block_series": {
      const whose = sql(db, `SELECT practitioner_id FROM ${entity} WHERE id = ?`).pluck().get(id);
      return { practitionerName: findPractitioner(db, String(whose))?.name ?? null };
    }
    default:
      return {};
  }
}

/** Who set a group of a row last, as far as this desk has seen the op. */
function writerOf(db: ReadableDb, entity: Entity, id: string, group: string): { by: string; at: number } {
  const row = sql(db, `SELECT set_by FROM ${entity} WHERE ${idColumn(entity)} = ?`)
    .pluck()
    .get(id);
  const opId = setterOf(JSON.parse(String(row ?? "{}")) as Record<string, string>, group);
  const entry = opId === undefined ? undefined : findAct(db, opId);
  return entry ? { by: entry.actor, at: entry.at } : { by: "", at: 0 };
}
