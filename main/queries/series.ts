import type { SeriesClash, SeriesTime } from "../../src/ipc/channels/series.ts";
import type { Input } from "../../src/ipc/contract.ts";
import type { ErrorOf } from "../../src/ipc/errors.ts";
import type { AppointmentView, FreeTime } from "../../src/ipc/views.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { overlaps } from "../../src/scheduling/ranges.ts";
import { type AppointmentTypeRow, findType } from "../db/appointment-types.ts";
import {
  type AppointmentRow,
  appointmentsOfSeries,
  appointmentViews,
  findAppointment,
} from "../db/appointments.ts";
import type { ReadableDb } from "../db/connection.ts";
import { practiceZone } from "../db/practice.ts";
import { findPractitioner } from "../db/practitioners.ts";
import { isShared } from "../db/share.ts";
import { elsewhere } from "./client-elsewhere.ts";
import { checkHours, checkTimeOff, findTaken, type Looking, nearestTo, type Place } from "./place-check.ts";

export const readSeries = (db: ReadableDb, seriesId: string, window: string): AppointmentView[] =>
  appointmentViews(db, appointmentsOfSeries(db, seriesId), window);

type What = {
  readonly roomId?: string | null | undefined;
  readonly durationMinutes?: number | undefined;
  readonly outsideReason?: string | undefined;
};
type At = { readonly practitionerId: string; readonly startsAt: number };

/** One that stays where it is keeps its reason for being outside hours; another time wants one of its own. */
export const staysAt = (row: AppointmentRow, at: At): boolean =>
  row.practitioner_id === at.practitionerId && row.starts_at === at.startsAt;

/** Where one of a series is to be: as long as is wished, or as its type takes, or as it was. */
export function seriesPlace(
  what: What,
  at: At,
  type: AppointmentTypeRow | undefined,
  row: AppointmentRow | undefined,
): Place {
  const seconds =
    (what.durationMinutes ?? type?.duration_minutes ?? 0) * 60 || (row ? row.ends_at - row.starts_at : 0);
  const buffer = type ? type.buffer_minutes * 60 : row ? row.busy_until - row.ends_at : 0;
  const endsAt = at.startsAt + seconds;
  return {
    practitionerId: at.practitionerId,
    roomId: what.roomId === undefined ? (row?.room_id ?? null) : what.roomId,
    startsAt: at.startsAt,
    endsAt,
    busyUntil: endsAt + buffer,
    outsideReason: what.outsideReason ?? (row && staysAt(row, at) ? row.outside_reason : null),
  };
}

const meets = (a: Place, b: Place): boolean =>
  (a.practitionerId === b.practitionerId || (a.roomId !== null && a.roomId === b.roomId)) &&
  overlaps({ startsAt: a.startsAt, endsAt: a.busyUntil }, { startsAt: b.startsAt, endsAt: b.busyUntil });

type Check = Input<"appointments.check-series">;
type Wanted = { readonly place: Place; readonly row: AppointmentRow | undefined };

/**
 * Free times are looked for around so many that do not fit: they are decided one after the other, each followed by
 * another look, and a client search waits behind this one.
 */
const MOST_OFFERS = 20;

/** Every time of a series that is being planned: the appointments that would move leave theirs, and no two may meet. */
export function checkSeries(
  db: ReadableDb,
  input: Check,
  { window, now }: { window: string; now: number },
): Result<{ times: SeriesTime[] }, ErrorOf<"not-found">> {
  const looking: Looking = { db, zone: practiceZone(db), now, shared: isShared(db), caller: { window } };
  const wanted = wantedTimes(db, input);
  if (!wanted.ok) return wanted;
  const moving = wanted.value.flatMap(({ row }) => row?.id ?? []);
  const planned: Place[] = [];
  const clashes = wanted.value.map((each) => {
    const clash = clashAt(looking, each, moving, planned);
    if (clash === null) planned.push(each.place);
    return clash;
  });
  let offers = 0;
  const offersAt = (place: Place): FreeTime[] => {
    offers += 1;
    return offers > MOST_OFFERS ? [] : nearestTo(looking, place, planned);
  };
  const times = wanted.value.map(({ place, row }, index): SeriesTime => {
    const clash = clashes[index] ?? null;
    const clientId = input.clientId ?? row?.client_id ?? null;
    return {
      practitionerId: place.practitionerId,
      startsAt: place.startsAt,
      endsAt: place.endsAt,
      // Only now is it known which of them fit, and nothing is to be offered twice.
      clash: clash && { ...clash, nearest: offersAt(place) },
      warnings: clientId === null ? [] : elsewhere(db, clientId, place, moving),
    };
  });
  return ok({ times });
}

function wantedTimes(db: ReadableDb, input: Check): Result<Wanted[], ErrorOf<"not-found">> {
  const type = input.typeId === undefined ? undefined : findType(db, input.typeId);
  if (input.typeId !== undefined && !type)
    return err({ code: "not-found", entity: "appointment type", id: input.typeId });
  const wanted: Wanted[] = [];
  for (const { id, ...at } of input.times) {
    const row = id === undefined ? undefined : findAppointment(db, id);
    if (id !== undefined && !row) return err({ code: "not-found", entity: "appointment", id });
    if (!findPractitioner(db, at.practitionerId))
      return err({ code: "not-found", entity: "practitioner", id: at.practitionerId });
    wanted.push({ place: seriesPlace(input, at, type, row), row });
  }
  return ok(wanted);
}

const noOffers = (): FreeTime[] => [];

function clashAt(
  looking: Looking,
  { place, row }: Wanted,
  moving: readonly string[],
  planned: readonly Place[],
): SeriesClash | null {
  const { taken } = findTaken(looking, place, moving);
  if (taken) return { code: "slot-taken", resource: taken.resource, taken: taken.by, nearest: [] };
  if (planned.some((other) => meets(place, other))) return { code: "same-series", nearest: [] };
  const practitioner = findPractitioner(looking.db, place.practitionerId);
  if (!practitioner) throw new Error(`no practitioner ${place.practitionerId}`);
  const hours =
    row && staysAt(row, place)
      ? checkTimeOff(looking, place, { startsAt: row.ends_at, endsAt: place.endsAt }, noOffers)
      : checkHours(looking, place, practitioner, noOffers);
  return hours.ok ? null : hours.error;
}
