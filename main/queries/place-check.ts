import { decidePlace } from "../../src/appointments/decide-place.ts";
import { holdHasEnded } from "../../src/appointments/hold.ts";
import type { ErrorOf } from "../../src/ipc/errors.ts";
import type { FreeTime, TakenBy } from "../../src/ipc/views.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { workingRanges } from "../../src/scheduling/working-time.ts";
import { dayOf, type Range } from "../../src/time/zoned-day.ts";
import { type AppointmentRow, occupying } from "../db/appointments.ts";
import { blocksMeeting, blockView } from "../db/blocks.ts";
import { findClient } from "../db/clients.ts";
import type { ReadableDb } from "../db/connection.ts";
import { workingTimeOf } from "../db/hours.ts";
import { findPractitioner, type PractitionerRow } from "../db/practitioners.ts";
import { type RemoteHoldRow, remoteHoldsMeeting } from "../db/remote-holds.ts";
import { findRoom } from "../db/rooms.ts";
import { nearestFreeTimes } from "./free-time.ts";
import type { Planned } from "./open-time.ts";

/** Where an appointment is to be: what a command checks before it writes, and a query shows beforehand. */
export type Place = {
  readonly practitionerId: string;
  readonly roomId: string | null;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly busyUntil: number;
  readonly outsideReason: string | null;
};

/** Who looks, and when: a unit of work does, too. */
export type Looking = {
  readonly db: ReadableDb;
  readonly zone: string;
  readonly now: number;
  /** Whether other desks share this practice: times are theirs to hold, too. */
  readonly shared: boolean;
  readonly caller: { readonly window: string };
};

export type Taken = { readonly resource: "practitioner" | "room"; readonly by: TakenBy };

/**
 * Who has a place, if anybody; and the holds that give way to whoever asks: those that have ended, and the asking
 * window's own. All but the appointments in `except` count.
 */
export function findTaken(
  looking: Looking,
  place: Place,
  except: readonly string[],
): { taken: Taken | undefined; yielding: AppointmentRow[] } {
  const yielding: AppointmentRow[] = [];
  for (const resource of ["practitioner", "room"] as const) {
    const id = resource === "practitioner" ? place.practitionerId : place.roomId;
    if (id === null) continue;
    for (const row of occupying(looking.db, resource, id, place.startsAt, place.busyUntil)) {
      if (except.includes(row.id)) continue;
      const yields =
        row.hold_expires_at !== null &&
        (holdHasEnded(row.hold_expires_at, looking.now) || row.held_by === looking.caller.window);
      if (!yields) return { taken: { resource, by: takenBy(looking, row) }, yielding };
      if (!yielding.some((each) => each.id === row.id)) yielding.push(row);
    }
  }
  return { taken: looking.shared ? heldElsewhere(looking, place) : undefined, yielding };
}

/** What another desk is just booking is taken like a hold of this one. */
function heldElsewhere(looking: Looking, place: Place): Taken | undefined {
  for (const hold of remoteHoldsMeeting(looking.db, place.startsAt, place.busyUntil, looking.now)) {
    const ofPractitioner = hold.practitioner_id === place.practitionerId;
    const ofRoom = hold.room_id !== null && hold.room_id === place.roomId;
    if (ofPractitioner || ofRoom)
      return { resource: ofPractitioner ? "practitioner" : "room", by: heldBy(looking, hold) };
  }
  return undefined;
}

type Named = Pick<PractitionerRow, "id" | "name" | "leaves_on">;

/** Whether time off or working hours are against a place. Answers the place as it should be written. */
export function checkHours(
  { db, zone }: Looking,
  place: Place,
  practitioner: Named,
  nearest: () => FreeTime[],
): Result<Place, ErrorOf<"blocked"> | ErrorOf<"outside-hours">> {
  const day = dayOf(zone, place.startsAt);
  const work = workingTimeOf(db, practitioner, zone, day, dayOf(zone, place.endsAt));
  const blocks = blocksMeeting(db, place.practitionerId, place.startsAt, place.endsAt).map(blockView);
  const verdict = decidePlace(place, blocks, work);
  const who = { practitionerId: practitioner.id, practitionerName: practitioner.name };
  switch (verdict.verdict) {
    case "free":
      // A reason that was not needed says something untrue about the booking.
      return ok(verdict.outsideHours ? place : { ...place, outsideReason: null });
    case "blocked":
      return err({ code: "blocked", ...who, block: verdict.block, nearest: nearest() });
    case "outside-hours":
      return err({ code: "outside-hours", ...who, day, hours: workingRanges(work, day), nearest: nearest() });
  }
}

/** Whether time off lies in `range`: what a longer or a revived appointment takes anew. */
export function checkTimeOff(
  looking: Looking,
  { practitionerId }: Place,
  range: Range,
  nearest: () => FreeTime[],
): Result<undefined, ErrorOf<"blocked">> {
  const isEmpty = range.startsAt >= range.endsAt;
  const block = isEmpty
    ? undefined
    : blocksMeeting(looking.db, practitionerId, range.startsAt, range.endsAt)[0];
  if (!block) return ok(undefined);
  const practitionerName = nameOfPractitioner(looking, practitionerId);
  const about = { practitionerId, practitionerName, block: blockView(block) };
  return err({ code: "blocked", ...about, nearest: nearest() });
}

/** What to offer in a place's stead; nothing that meets what is `planned` in the same act. */
export function nearestTo(looking: Looking, place: Place, planned: readonly Planned[] = []): FreeTime[] {
  const length = { seconds: place.endsAt - place.startsAt, bufferSeconds: place.busyUntil - place.endsAt };
  return nearestFreeTimes(looking.db, { ...place, length }, looking.zone, looking.now, planned);
}

const nameOfPractitioner = ({ db }: Looking, id: string): string => findPractitioner(db, id)?.name ?? "";
const whoAndWhere = (looking: Looking, row: { practitioner_id: string; room_id: string | null }) => ({
  practitionerId: row.practitioner_id,
  practitionerName: nameOfPractitioner(looking, row.practitioner_id),
  roomName: row.room_id === null ? null : (findRoom(looking.db, row.room_id)?.name ?? null),
});

function heldBy(looking: Looking, hold: RemoteHoldRow): TakenBy {
  return {
    appointmentId: hold.hold_id,
    ...whoAndWhere(looking, hold),
    clientName: null,
    startsAt: hold.starts_at,
    endsAt: hold.busy_until,
    busyUntil: hold.busy_until,
    status: "pending",
    bookedBy: hold.desk_name,
    bookedAt: looking.now,
    here: false,
  };
}

function takenBy(looking: Looking, row: AppointmentRow): TakenBy {
  return {
    appointmentId: row.id,
    ...whoAndWhere(looking, row),
    clientName: row.client_id === null ? null : (findClient(looking.db, row.client_id)?.name ?? null),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    busyUntil: row.busy_until,
    status: row.status,
    bookedBy: row.booked_by,
    bookedAt: row.booked_at,
    here: row.held_by === looking.caller.window,
  };
}
