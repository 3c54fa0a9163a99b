import { readShare } from "../../main/db/share.ts";
import { secretName } from "../../main/sync/supervisor-link.ts";
import { type Enrolled, type Invited, SCHEMA, type ServerReply } from "../../src/sync/protocol.ts";
import type { SimulatedDesk } from "./desk.ts";
import { heal } from "./healing.ts";
import { countOf, rowsOf } from "./reading.ts";
import type { World } from "./world.ts";

/** Mostly few desks: what two or three can do to each other is found soonest. */
const DESKS: readonly (readonly [count: number, weight: number])[] = [
  [2, 30],
  [3, 25],
  [4, 15],
  [5, 10],
  [6, 8],
  [7, 6],
  [8, 6],
];
/** Where the server is: nobody here dials it by this. */
const ACCESS = {
  host: "simulation",
  port: 5432,
  database: "anteroom",
  role: "anteroom_desk",
  password: "",
  tls: false,
  ca: null,
};

/** The practice comes to the server as its first desk has it, and the other desks come to the practice. */
export async function found(world: World): Promise<void> {
  const { server, practiceId } = world;
  const first = world.addDesk(world.templates.practice, new Map());
  const made = await server.createPractice(practiceId, "Linden Street", first.name, SCHEMA);
  await world.lineOf(first).admit({ ...made, practiceId, access: ACCESS }, "upload");
  await heal(world);
  const others = world.random.weighted(DESKS) - 1;
  for (let count = 0; count < others; count += 1) await join(world, first);
  await heal(world);
}

/** A new machine, with an invitation from a desk; undefined if the server does not listen to that one. */
export async function join(world: World, inviting: SimulatedDesk): Promise<SimulatedDesk | undefined> {
  const { server } = world;
  const by = readShare(inviting.db);
  if (by === undefined) return undefined;
  const secret = inviting.keyring.get(secretName(by.desk_id)) ?? "";
  const invited = (await server.call({
    name: "invite",
    deskId: by.desk_id,
    secret,
    request: { fence: by.fence },
  })) as ServerReply<Invited>;
  if (!invited.ok) return undefined;
  const desk = world.addDesk(world.templates.empty, new Map());
  desk.schema = world.leastSchema;
  const enrolled = await server.enrol(invited.code, { deskName: desk.name, schema: desk.schema });
  await world.lineOf(desk).admit({ ...(enrolled as Enrolled), access: ACCESS }, "copy");
  return desk;
}

/** The server's owner lets a desk in that is no part of the practice, or of what the server knows of it. */
export async function letInAgain(world: World, desk: SimulatedDesk): Promise<void> {
  const { server, practiceId } = world;
  const how = countOf(desk.db, "share") > 0 ? "go-on" : "copy-and-push";
  // Done alone until more than a year had gone by: what is new of it comes as rows, under no op of its own.
  if (how === "copy-and-push")
    for (const opId of opsOf(desk)) if (!world.mirror.has(opId)) world.unshared.add(opId);
  // Whatever it was asking meanwhile is over.
  desk.restart();
  const made = await server.addDesk(practiceId, desk.name, desk.schema);
  await world.lineOf(desk).admit({ ...made, practiceId, access: ACCESS }, how);
  world.note(`${desk.name} let in again: ${how}`);
}

/** The ops that a desk has made or seen. */
export const opsOf = ({ db }: SimulatedDesk): string[] =>
  rowsOf<{ op_id: string }>(db, "SELECT op_id FROM audit").map(({ op_id }) => op_id);
