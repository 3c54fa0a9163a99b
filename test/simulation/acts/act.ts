import { randomUUID } from "node:crypto";
import type { CommandName } from "../../../main/commands/handler.ts";
import type { WritableDb } from "../../../main/db/connection.ts";
import type { Random } from "../../../main/demo/random.ts";
import type { Input } from "../../../src/ipc/contract.ts";
import { rowsOf } from "../reading.ts";

/** What somebody at a desk asks for, in the words of the contract. */
export type Act = {
  [Name in CommandName]: { readonly name: Name; readonly input: Input<Name> };
}[CommandName];

/** What the person who acts has at hand: the desk's rows, a window, and what was done there last. */
export type Scene = {
  readonly db: WritableDb;
  readonly random: Random;
  readonly now: number;
  /** One of the desk's windows, and the window's name as holds know it. */
  readonly window: number;
  readonly windowName: string;
  /** The last act of this desk, if it can be undone; and the last one of a whole series, while it still can. */
  readonly lastOp: string | undefined;
  readonly lastSeriesOp: string | undefined;
  /** The first and the last second of the days that this practice plans. */
  readonly days: { readonly first: number; readonly count: number };
};

/** Something to do here and now, or nothing if there is nothing of the kind. */
export type Proposal = (scene: Scene) => Act | undefined;

export const request = (): { requestId: string } => ({ requestId: randomUUID() });

/** One row of a query, chosen by lot. Queries name an order, so that the choice repeats with the seed. */
export function oneOf<Row>(scene: Scene, query: string, ...values: unknown[]): Row | undefined {
  const rows = rowsOf<Row>(scene.db, query, ...values);
  return rows.length === 0 ? undefined : scene.random.pick(rows);
}

export type AppointmentRow = {
  id: string;
  version: number;
  practitioner_id: string;
  room_id: string | null;
  starts_at: number;
  ends_at: number;
  busy_until: number;
  status: string;
  placed: number;
};

/** An appointment in one of these statuses. */
export const someAppointment = (scene: Scene, ...statuses: string[]): AppointmentRow | undefined =>
  oneOf<AppointmentRow>(
    scene,
    `SELECT * FROM appointment WHERE status IN (${statuses.map(() => "?").join(", ")}) ORDER BY id`,
    ...statuses,
  );

export const somePractitioner = (scene: Scene): string =>
  oneOf<{ id: string }>(scene, "SELECT id FROM practitioner WHERE removed = 0 ORDER BY id LIMIT 2")?.id ?? "";

export const someRoom = (scene: Scene): string | null =>
  scene.random.chance(0.5)
    ? null
    : (oneOf<{ id: string }>(scene, "SELECT id FROM room WHERE removed = 0 ORDER BY id LIMIT 2")?.id ?? null);

export const someClient = (scene: Scene): string =>
  oneOf<{ id: string }>(scene, "SELECT id FROM client WHERE removed = 0 ORDER BY id LIMIT 8")?.id ?? "";

const DAY = 86_400;
const HALF_HOUR = 1_800;
/** 9:00 to 13:00: so few beginnings that everybody wants the same ones. */
const STARTS_A_DAY = 8;

export const someStart = (scene: Scene): number =>
  scene.days.first +
  scene.random.int(0, scene.days.count - 1) * DAY +
  scene.random.int(0, STARTS_A_DAY - 1) * HALF_HOUR;
