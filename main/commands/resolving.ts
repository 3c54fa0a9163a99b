import { isOccupying, type Status } from "../../src/appointments/status.ts";
import type { Conflict } from "../../src/conflicts/conflict.ts";
import { isRevival, waysOf } from "../../src/conflicts/ways.ts";
import type { OwnErrorOf } from "../../src/ipc/channel.ts";
import type { Contract, Input } from "../../src/ipc/contract.ts";
import type { ErrorOf } from "../../src/ipc/errors.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Values } from "../../src/sync/op.ts";
import { type AppointmentRow, findAppointment } from "../db/appointments.ts";
import { findConflict } from "../db/conflicts.ts";
import { appointmentOf } from "../queries/conflict-views.ts";
import { viewOf } from "./appointment-views.ts";
import { placeOf } from "./changing.ts";
import { done, type Handler, invalid, notFound } from "./handler.ts";
import { relocate, type Target, touch, unplace } from "./moving.ts";
import { checkTaken, placed } from "./placing.ts";
import { takeSeat, writeWantedFields } from "./resolving-fields.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

type Resolving = Input<"conflicts.resolve">;
type Refusal = OwnErrorOf<Contract["conflicts.resolve"]> | ErrorOf<"invalid-input">;
type Settled = Result<unknown, Refusal>;

/** A person settles a conflict: the decision comes first in its op, and what it changes follows in the same. */
export const resolve: Handler<"conflicts.resolve"> = (unit, input) => {
  const conflict = findConflict(unit.db, input.conflictId);
  if (!conflict) return notFound("conflict", input.conflictId);
  if (conflict.state !== "open")
    return err({ code: "conflict-closed", conflictId: conflict.id, closedBy: conflict.closed_by });
  const about = appointmentOf(unit.db, conflict);
  const loser = about && findAppointment(unit.db, about.id);
  const other = conflict.other_id === null ? undefined : findAppointment(unit.db, conflict.other_id);
  const ways = waysOf(conflict, {
    loser: sideOf(loser),
    other: sideOf(other),
    // Whether a seat is free is told by the attempt.
    seatFree: true,
  });
  if (!ways.includes(input.how)) {
    if (loser) return err({ code: "status-not-allowed", from: loser.status, to: loser.status });
    return invalid("how", "this conflict is not settled in that way");
  }
  unit.resolve(conflict, input.how);
  const settled = loser ? settle(unit, input, conflict, loser, other) : settleFields(unit, input, conflict);
  if (!settled.ok) return settled;
  const appointments = [loser, other].filter((row) => row !== undefined);
  for (const row of appointments) touch(unit, row);
  return ok({ ...done(unit), appointments: appointments.map(({ id }) => viewOf(unit, id)) });
};

const sideOf = (row: AppointmentRow | undefined) => row && { status: row.status, placed: row.placed === 1 };

function settle(
  unit: UnitOfWork,
  input: Resolving,
  conflict: Conflict,
  loser: AppointmentRow,
  other: AppointmentRow | undefined,
): Settled {
  switch (input.how) {
    case "moved":
      return move(unit, input, conflict, loser);
    case "swapped":
      return other
        ? swap(unit, input, conflict, loser, other)
        : notFound("appointment", conflict.other_id ?? "");
    case "cancelled":
      return ok(
        unit.update("appointment", loser.id, loser, { status: "cancelled", cancel_reason: input.reason }),
      );
    case "waitlisted":
      // It keeps the time it wanted, as a wish.
      return ok(
        unit.update("appointment", loser.id, loser, { ...wantedPlace(conflict, loser), status: "waitlist" }),
      );
    case "wanted":
      return conflict.kind === "edit-after-cancel"
        ? writeWanted(unit, conflict, loser)
        : settleFields(unit, input, conflict);
    case "kept":
    case "current":
      return ok(undefined);
  }
}

/** Of what is written differently: the wanted side is written again, the other stands already. */
function settleFields(unit: UnitOfWork, input: Resolving, conflict: Conflict): Settled {
  if (input.how !== "wanted") return ok(undefined);
  return conflict.kind === "seat-taken" ? takeSeat(unit, conflict.row_id) : writeWantedFields(unit, conflict);
}

function move(
  unit: UnitOfWork,
  input: Extract<Resolving, { how: "moved" }>,
  conflict: Conflict,
  row: AppointmentRow,
): Settled {
  const target: Target = {
    practitionerId: input.practitionerId,
    roomId: input.roomId === undefined ? row.room_id : input.roomId,
    startsAt: input.startsAt,
    seconds: row.ends_at - row.starts_at,
    outsideReason: input.outsideReason ?? null,
  };
  return relocate(
    unit,
    row,
    target,
    isRevival(conflict, row) ? { status: "booked", cancel_reason: null } : {},
  );
}

/** The loser gets the time it wanted, and the one who has it goes elsewhere. */
function swap(
  unit: UnitOfWork,
  input: Extract<Resolving, { how: "swapped" }>,
  conflict: Conflict,
  loser: AppointmentRow,
  other: AppointmentRow,
): Settled {
  unplace(unit, [loser, other]);
  const elsewhere = relocate(unit, other, {
    practitionerId: input.otherPractitionerId,
    roomId: other.room_id,
    startsAt: input.otherStartsAt,
    seconds: other.ends_at - other.starts_at,
    outsideReason: other.outside_reason,
  });
  if (!elsewhere.ok) return elsewhere;
  const wanted = placeOf({ ...loser, ...wantedPlace(conflict, loser) } as AppointmentRow);
  const seconds = wanted.endsAt - wanted.startsAt;
  const outsideReason = loser.outside_reason ?? other.outside_reason;
  return relocate(unit, loser, { ...wanted, seconds, outsideReason });
}

/** The place that a move was refused; one who lost its time has it on its row. */
const wantedPlace = (conflict: Conflict, row: AppointmentRow): Values =>
  conflict.kind === "reschedule-race" ? timeColumns(conflict, row) : {};

const timeColumns = ({ detail }: Conflict, row: AppointmentRow): Values =>
  Object.fromEntries(
    Object.entries(detail.wanted ?? {}).filter(
      ([column]) => column !== "status" && column !== "cancel_reason" && column in row,
    ),
  );

/** What one side wanted although the other had called the appointment off, or the other way round. */
function writeWanted(unit: UnitOfWork, conflict: Conflict, row: AppointmentRow): Settled {
  const { status, cancel_reason: reason } = conflict.detail.wanted ?? {};
  const wanted = (status ?? (isRevival(conflict, row) ? "booked" : row.status)) as Status;
  const patch: Values = {
    ...timeColumns(conflict, row),
    status: wanted,
    cancel_reason: wanted === "cancelled" ? (reason ?? row.cancel_reason) : null,
  };
  const after = { ...row, ...patch } as AppointmentRow;
  const place = placeOf(after);
  touch(unit, after);
  const write = () => unit.update("appointment", row.id, row, patch, { placed: 1 });
  if (!isOccupying(wanted)) return ok(write());
  const check = checkTaken(unit, place, [row.id]);
  return check.ok ? placed(unit, place, write) : check;
}
