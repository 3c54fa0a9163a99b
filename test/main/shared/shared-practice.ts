import { newId } from "../../../main/ids.ts";
import type { Values } from "../../../src/sync/op.ts";
import { type Enrolled, type Invited, SCHEMA, type ServerReply } from "../../../src/sync/protocol.ts";
import { bookingValues, insert, op } from "../../helpers/ops.ts";
import {
  postgresServer,
  preparePractice,
  type TestDatabase,
  type TestPractice,
} from "../../helpers/postgres.ts";
import { done, SharedDesk } from "../../helpers/shared-desk.ts";

/** A practice on the server that is ready, with some people and rooms. One database serves all tests of a process. */

let sharedOne: Promise<TestDatabase> | undefined;

export const sharedDatabase = (): Promise<TestDatabase> => {
  sharedOne ??= postgresServer().then((server) => server.newDatabase());
  return sharedOne;
};

export const people = {
  ada: "practitioner-ada",
  ben: "practitioner-ben",
  blue: "room-blue",
  green: "room-green",
  cleo: "client-cleo",
  dan: "client-dan",
  eve: "client-eve",
  session: "type-session",
} as const;

const removable: Values = { position: 0, removed: 0 };

/** A desk of a new practice, and one way to book. */
export async function readyPractice(prepared?: TestPractice): Promise<SharedDesk> {
  const desk = new SharedDesk(prepared ?? (await preparePractice(await sharedDatabase())));
  done(await desk.call("finish_upload"));
  await desk.push(
    op([
      insert("practitioner", people.ada, { ...removable, name: "Ada" }),
      insert("practitioner", people.ben, { ...removable, name: "Ben" }),
      insert("room", people.blue, { ...removable, name: "Blue", retired: 0 }),
      insert("room", people.green, { ...removable, name: "Green", retired: 0 }),
      ...[people.cleo, people.dan, people.eve].map((id) => insert("client", id, { name: id, removed: 0 })),
      insert("appointment_type", people.session, {
        ...removable,
        name: "Session",
        duration_minutes: 50,
        buffer_minutes: 0,
        colour: 0,
        retired: 0,
      }),
    ]),
  );
  return desk;
}

/** One more desk of the same practice, by an invitation; it has seen nothing of the feed yet. */
export async function anotherDesk(desk: SharedDesk, deskName = "Desk 2"): Promise<SharedDesk> {
  const { code } = done(await desk.call<Invited>("invite"));
  const enrolled = await enrol(desk.practice.database, code, deskName);
  return new SharedDesk(desk.practice, done(enrolled));
}

export async function enrol(
  database: TestDatabase,
  code: string,
  deskName = "Desk 2",
): Promise<ServerReply<Enrolled>> {
  const { rows } = await database.desks.query("SELECT anteroom_api.enrol($1, $2) AS reply", [
    code,
    JSON.stringify({ deskName, schema: SCHEMA }),
  ]);
  return rows[0].reply as ServerReply<Enrolled>;
}

/** Books Cleo with Ada, unless told otherwise; answers the appointment's id. */
export async function book(desk: SharedDesk, values: Values = {}): Promise<string> {
  const id = newId();
  await desk.act(booking(id, values));
  return id;
}

export const booking = (id: string, values: Values = {}) =>
  insert(
    "appointment",
    id,
    bookingValues({ practitioner_id: people.ada, client_id: people.cleo, ...values }),
  );
