import { seriesStarts } from "../../../src/scheduling/series.ts";
import { inScope, shifted } from "../../../src/scheduling/series-scope.ts";
import { rowsOf } from "../reading.ts";
import {
  oneOf,
  type Proposal,
  request,
  type Scene,
  someClient,
  somePractitioner,
  someRoom,
  someStart,
} from "./act.ts";
import { someType } from "./booking.ts";

const HALF_HOUR = 1_800;
const zoneOf = (scene: Scene): string =>
  oneOf<{ zone: string }>(scene, "SELECT zone FROM practice")?.zone ?? "UTC";

/** Weeks lie outside the days that a practice plans here, so a series comes every few days of the same week. */
export const bookSeries: Proposal = (scene) => {
  const { random } = scene;
  const type = someType(scene, false);
  if (!type) return undefined;
  const practitionerId = somePractitioner(scene);
  const weekdays = [1, 2, 3, 4, 5].filter(() => random.chance(0.6));
  const rule = { every: 1, unit: "week", weekdays, ends: { times: random.int(2, 3) } } as const;
  return {
    name: "appointments.book-series",
    input: {
      ...request(),
      roomId: someRoom(scene),
      clientId: someClient(scene),
      typeId: type.id,
      source: "phone",
      outsideReason: "agreed",
      ...(random.chance(0.2) ? { note: "every time with a dog" } : {}),
      times: seriesStarts(rule, zoneOf(scene), someStart(scene))
        // Some were decided: another time, or left out.
        .filter((_, index) => index === 0 || random.chance(0.85))
        .map((startsAt) => ({ practitionerId, startsAt: random.chance(0.8) ? startsAt : someStart(scene) })),
    },
  };
};

type Row = {
  id: string;
  version: number;
  status: "booked";
  series_id: string;
  practitioner_id: string;
  room_id: string | null;
  starts_at: number;
};

/** One of a series and what goes with it: this and the following, or all that are still to come. */
function someScope(scene: Scene): Row[] | undefined {
  const anchor = oneOf<Row>(
    scene,
    "SELECT * FROM appointment WHERE series_id IS NOT NULL AND status = 'booked' ORDER BY starts_at, id",
  );
  if (!anchor) return undefined;
  const series = rowsOf<Row>(
    scene.db,
    "SELECT * FROM appointment WHERE series_id = ? AND status <> 'entered-in-error' ORDER BY starts_at, id",
    anchor.series_id,
  ).map((row) => ({
    ...row,
    startsAt: row.starts_at,
    practitionerId: row.practitioner_id,
    roomId: row.room_id,
  }));
  const scope = scene.random.pick(["following", "all"] as const);
  const reached = inScope(series, { id: anchor.id, startsAt: anchor.starts_at }, scope, 0);
  return reached.length === 0 ? undefined : reached;
}

export const changeSeries: Proposal = (scene) => {
  const { random } = scene;
  const rows = someScope(scene);
  const first = rows?.[0];
  if (!rows || !first) return undefined;
  const zone = zoneOf(scene);
  const moves = random.chance(0.8);
  const to = first.starts_at + random.int(-2, 2) * HALF_HOUR;
  const minutes = Math.floor((((to % 86_400) + 86_400) % 86_400) / 60);
  const shift = moves ? { days: random.int(0, 1), minutes } : undefined;
  const other = random.chance(0.3) ? somePractitioner(scene) : undefined;
  const type = random.chance(0.2) ? someType(scene, false) : undefined;
  return {
    name: "appointments.change-series",
    input: {
      ...request(),
      outsideReason: "agreed",
      ...(random.chance(0.3) ? { roomId: someRoom(scene) } : {}),
      ...(type ? { typeId: type.id } : {}),
      ...(random.chance(0.2) ? { note: "moved together" } : {}),
      appointments: rows.map((row) => ({
        id: row.id,
        version: row.version,
        practitionerId: other ?? row.practitioner_id,
        startsAt: shifted(zone, row.starts_at, shift),
      })),
    },
  };
};

export const cancelSeries: Proposal = (scene) => {
  const rows = someScope(scene);
  return (
    rows && {
      name: "appointments.cancel-series",
      input: {
        ...request(),
        reason: "moved away",
        appointments: rows.map(({ id, version }) => ({ id, version })),
      },
    }
  );
};
