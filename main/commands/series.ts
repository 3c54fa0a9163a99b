import type { ErrorOf } from "../../src/ipc/errors.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Values } from "../../src/sync/op.ts";
import { type AppointmentTypeRow, findType } from "../db/appointment-types.ts";
import type { AppointmentRow } from "../db/appointments.ts";
import { findClient } from "../db/clients.ts";
import { findRoom } from "../db/rooms.ts";
import { newId } from "../ids.ts";
import { seriesPlace, staysAt } from "../queries/series.ts";
import { viewOf, warningsFor } from "./appointment-views.ts";
import { retired, rowFor } from "./booking.ts";
import { cancelRow } from "./changing.ts";
import { done, type Handler, invalid, notFound, unlessRemoved } from "./handler.ts";
import { currentAppointment, currentMovable, touch, unplace } from "./moving.ts";
import { addNoteRow } from "./notes.ts";
import {
  checkBlocks,
  checkPlace,
  checkTaken,
  type Place,
  type PlaceError,
  placed,
  timeGroup,
} from "./placing.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** Whoever books was shown each time before: a few that were taken since say enough, and keep nobody waiting. */
const MOST_CLASHES = 5;

type Clashes = ErrorOf<"series-clash">["clashes"];

const clashOf = (
  place: Pick<Place, "startsAt" | "endsAt">,
  error: Exclude<PlaceError, ErrorOf<"not-found">>,
): Clashes[number] => ({
  startsAt: place.startsAt,
  endsAt: place.endsAt,
  because: error.code,
  nearest: error.nearest,
});

/** Puts each at its place. A refusal undoes the whole command, so what does not fit is only told. */
function putAll<One>(
  all: readonly One[],
  placeOf: (one: One) => Place,
  put: (one: One, place: Place) => Result<unknown, PlaceError>,
): Result<undefined, ErrorOf<"series-clash"> | ErrorOf<"not-found">> {
  const clashes: Clashes = [];
  for (const one of all) {
    const place = placeOf(one);
    const answer = put(one, place);
    if (answer.ok) continue;
    if (answer.error.code === "not-found") return err(answer.error);
    clashes.push(clashOf(place, answer.error));
    if (clashes.length === MOST_CLASHES) break;
  }
  return clashes.length > 0 ? err({ code: "series-clash", clashes }) : ok(undefined);
}

const answerFor = (unit: UnitOfWork, ids: readonly string[]) => {
  const appointments = ids.map((id) => viewOf(unit, id));
  return { ...done(unit), appointments, warnings: appointments.flatMap((each) => warningsFor(unit, each)) };
};

/** The times were chosen one by one; the rule that they came from is nobody's any more. */
export const bookSeries: Handler<"appointments.book-series"> = (unit, input) => {
  const type = unlessRemoved(findType(unit.db, input.typeId));
  if (!type) return notFound("appointment type", input.typeId);
  if (type.capacity !== null) return invalid("typeId", "a series is for one client, not for a group");
  if (!unlessRemoved(findClient(unit.db, input.clientId))) return notFound("client", input.clientId);
  const past = retired(unit, type, input.roomId);
  if (past) return past;

  const { clientId, source, note } = input;
  const common = { client_id: clientId, type_id: type.id, source, series_id: newId() };
  const booked: string[] = [];
  const put = (_: unknown, wanted: Place): Result<unknown, PlaceError> => {
    const check = checkPlace(unit, wanted, []);
    if (!check.ok) return check;
    const id = newId();
    const write = placed(unit, wanted, () =>
      unit.insert("appointment", id, rowFor(unit, check.value, common)),
    );
    if (!write.ok) return write;
    unit.touchSchedule(wanted.practitionerId, wanted.startsAt, wanted.busyUntil);
    if (note !== undefined) addNoteRow(unit, id, note);
    booked.push(id);
    return ok(undefined);
  };
  const answer = putAll(input.times, (at) => seriesPlace(input, at, type, undefined), put);
  return answer.ok ? ok(answerFor(unit, booked)) : answer;
};

const oneSeries = (rows: readonly AppointmentRow[]): ErrorOf<"invalid-input"> | undefined => {
  const isOne = rows.every((row) => row.series_id !== null && row.series_id === rows[0]?.series_id);
  const isApart = new Set(rows.map(({ id }) => id)).size === rows.length;
  if (isOne && isApart) return undefined;
  return invalid("appointments", "they are different ones of one series").error;
};

/** What the person saw of each, or the refusal of the first that is another by now. */
function currentRows<E>(
  edits: readonly { id: string; version: number }[],
  currentOf: (edit: { id: string; version: number }) => Result<AppointmentRow, E>,
): Result<AppointmentRow[], E | ErrorOf<"invalid-input">> {
  const rows: AppointmentRow[] = [];
  for (const edit of edits) {
    const row = currentOf(edit);
    if (!row.ok) return row;
    rows.push(row.value);
  }
  const wrong = oneSeries(rows);
  return wrong ? err(wrong) : ok(rows);
}

export const changeSeries: Handler<"appointments.change-series"> = (unit, input) => {
  const rows = currentRows(input.appointments, (edit) => currentMovable(unit, edit));
  if (!rows.ok) return rows;
  const type = input.typeId === undefined ? undefined : unlessRemoved(findType(unit.db, input.typeId));
  if (input.typeId !== undefined && !type) return notFound("appointment type", input.typeId);
  if (input.roomId && !unlessRemoved(findRoom(unit.db, input.roomId))) return notFound("room", input.roomId);
  if (type && type.capacity !== null) return invalid("typeId", "a series is for one client, not for a group");

  // All leave their times first: each may take one that another of them had.
  unplace(unit, rows.value);
  const wishes = input.appointments.map((at, index) => ({ at, row: rows.value[index] as AppointmentRow }));
  const answer = putAll(
    wishes,
    ({ at, row }) => seriesPlace(input, at, type, row),
    ({ row }, place) => putRow(unit, row, place, type),
  );
  if (!answer.ok) return answer;
  const ids = rows.value.map(({ id }) => id);
  if (input.note !== undefined) for (const id of ids) addNoteRow(unit, id, input.note);
  return ok(answerFor(unit, ids));
};

function putRow(
  unit: UnitOfWork,
  row: AppointmentRow,
  place: Place,
  type: AppointmentTypeRow | undefined,
): Result<unknown, PlaceError> {
  const check = staysAt(row, place) ? checkLonger(unit, row, place) : checkPlace(unit, place, [row.id]);
  if (!check.ok) return check;
  const patch: Values = { ...timeGroup(check.value), ...(type && { type_id: type.id }) };
  const write = placed(unit, place, () => unit.update("appointment", row.id, row, patch, { placed: 1 }));
  if (!write.ok) return write;
  touch(unit, row);
  unit.touchSchedule(place.practitionerId, place.startsAt, place.busyUntil);
  return ok(undefined);
}

/** Time off that it lies on already was agreed to; only what is added must be free of it. */
function checkLonger(unit: UnitOfWork, row: AppointmentRow, place: Place): Result<Place, PlaceError> {
  const taken = checkTaken(unit, place, [row.id]);
  if (!taken.ok) return taken;
  const free = checkBlocks(unit, place, { startsAt: row.ends_at, endsAt: place.endsAt });
  return free.ok ? ok(place) : free;
}

export const cancelSeries: Handler<"appointments.cancel-series"> = (unit, input) => {
  const rows = currentRows(input.appointments, (edit) => currentAppointment(unit, edit));
  if (!rows.ok) return rows;
  for (const row of rows.value) {
    const cancelled = cancelRow(unit, row, input.reason);
    if (!cancelled.ok) return cancelled;
  }
  return ok(
    answerFor(
      unit,
      rows.value.map(({ id }) => id),
    ),
  );
};
