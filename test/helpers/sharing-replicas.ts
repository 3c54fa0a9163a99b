import { onTestFinished } from "vitest";
import type { AppointmentRow } from "../../main/db/appointments.ts";
import { findAppointment } from "../../main/db/appointments.ts";
import { listConflicts } from "../../main/db/conflicts.ts";
import type { Conflict } from "../../src/conflicts/conflict.ts";
import type { Answer, Input } from "../../src/ipc/contract.ts";
import type { AppointmentView } from "../../src/ipc/views.ts";
import { exchange, Feed } from "./feed.ts";
import { temporaryTestFolder } from "./open-test-desk.ts";
import { openReplica, type Replica } from "./replica.ts";
import { at } from "./set-up-practice.ts";

/** The small practice's ids, by the names that tests use. */
export type Names = {
  ada: string;
  ben: string;
  blue: string;
  session: string;
  group: string;
  clients: string[];
};

export type SharingReplicas = Names & { feed: Feed; one: Replica; two: Replica; folder: string };

/** Two desks that share, and a feed without PostgreSQL. */
export function sharingReplicas(): SharingReplicas {
  const folder = temporaryTestFolder();
  const open = (name: string): Replica => {
    const replica = openReplica(folder, name);
    onTestFinished(() => replica.close());
    return replica;
  };
  const [server, one, two] = [open("Server"), open("Desk 1"), open("Desk 2")];
  for (const desk of [one, two]) desk.share({ practiceId: "practice" });
  return { ...namesOf(one), feed: new Feed(server), one, two, folder };
}

export function namesOf({ db }: Replica): Names {
  const ids = (text: string): string[] => db.prepare<[], string>(text).pluck().all();
  const [ada = "", ben = ""] = ids("SELECT id FROM practitioner ORDER BY position");
  const [blue = ""] = ids("SELECT id FROM room ORDER BY position");
  const [session = "", group = ""] = ids("SELECT id FROM appointment_type ORDER BY position");
  return { ada, ben, blue, session, group, clients: ids("SELECT id FROM client ORDER BY name") };
}

/** The value of an answer that has to be a yes. */
export function yes<T>(answer: { ok: true; value: T } | { ok: false; error: { code: string } }): T {
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.error)}`);
  return answer.value;
}

export function no<E extends { code: string }>(answer: { ok: true } | { ok: false; error: E }): E {
  if (answer.ok) throw new Error(`accepted: ${JSON.stringify(answer)}`);
  return answer.error;
}

type Booking = Partial<Input<"appointments.book">> & { time?: string };

/** Books the first client with Ada at 10:00 for a session, unless told otherwise. */
export const tryToBook = (
  desk: Replica,
  { time = "10:00", ...booking }: Booking = {},
): Answer<"appointments.book"> => {
  const names = namesOf(desk);
  return desk.send("appointments.book", {
    practitionerId: names.ada,
    clientId: names.clients[0],
    typeId: names.session,
    source: "phone",
    startsAt: at(time),
    ...booking,
  });
};
export const bookAt = (desk: Replica, booking: Booking = {}): AppointmentView =>
  yes(tryToBook(desk, booking)).appointment;

export function rowOf({ db }: Replica, id: string): AppointmentRow {
  const row = findAppointment(db, id);
  if (!row) throw new Error(`no appointment ${id}`);
  return row;
}

/** What matters of an appointment where desks race. */
export const placeOn = (desk: Replica, id: string) => {
  const { status, placed, starts_at } = rowOf(desk, id);
  return { status, placed, startsAt: starts_at };
};

export const openConflicts = ({ db }: Replica): Conflict[] =>
  listConflicts(db, { settled: false, about: undefined, limit: 100 });
export const settledConflicts = ({ db }: Replica): Conflict[] =>
  listConflicts(db, { settled: true, about: undefined, limit: 100 });
export const kindsOf = (conflicts: readonly Conflict[]): string[] => conflicts.map(({ kind }) => kind).sort();

/** Moves, marks or cancels what a desk shows, under the version it has. */
export const edit = (desk: Replica, id: string): { id: string; version: number } => ({
  id,
  version: rowOf(desk, id).version,
});

/** One desk after the other shares what it did, and hears what the other did. */
export function shareAll(feed: Feed, ...desks: readonly Replica[]): void {
  for (const desk of [...desks, ...desks]) exchange(desk, feed);
}
