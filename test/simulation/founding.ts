import { readShare, startShare } from "../../main/db/share.ts";
import { secretName } from "../../main/sync/supervisor-link.ts";
import { ok } from "../../src/result.ts";
import { type Enrolled, type Invited, SCHEMA, type ServerReply } from "../../src/sync/protocol.ts";
import type { SimulatedDesk } from "./desk.ts";
import { heal } from "./healing.ts";
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
const SERVER = JSON.stringify({
  host: "simulation",
  port: 5432,
  database: "anteroom",
  role: "anteroom_desk",
  tls: false,
  ca: null,
});

/** The practice comes to the server as its first desk has it, and the other desks come to the practice. */
export async function found(world: World): Promise<void> {
  const { server, practiceId } = world;
  const first = world.addDesk(world.templates.practice, new Map());
  const made = await server.createPractice(practiceId, "Linden Street", first.name, SCHEMA);
  share(first, { ...made, practiceId }, "uploading");
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
  share(desk, enrolled as Enrolled, "joining");
  return desk;
}

function share(
  desk: SimulatedDesk,
  {
    deskId,
    secret,
    fence,
    epoch,
    practiceId,
  }: Pick<Enrolled, "deskId" | "secret" | "fence" | "epoch" | "practiceId">,
  state: "uploading" | "joining",
): void {
  desk.keyring.set(secretName(deskId), secret);
  desk.keyring.set(`server-password:${practiceId}`, "unused");
  const row = { practice_id: practiceId, desk_id: deskId, server: SERVER, fence, epoch, state };
  desk.say({
    name: "share",
    run: (db) => {
      startShare(db, row);
      return { answer: ok({}) };
    },
  });
}
