import {
  type ExchangeReply,
  type ExchangeRequest,
  outcomes,
  type ServerRefusal,
  type ServerReply,
} from "../../src/sync/protocol.ts";
import { losersWithoutConflict, overlapsOf } from "./invariants/overlaps.ts";
import type { Asked } from "./network.ts";
import type { Call } from "./server.ts";
import type { World } from "./world.ts";

const DROPPED = 0.1;
const DOUBLED = 0.15;
const REPLY_LOST = 0.12;
const CUT_OFF = 0.2;

const callOf = ({ name, by, request }: Asked): Call => ({ name, ...by, request });
const said = ({ desk, number, name }: Asked): string => `${desk.name} #${number} ${name}`;

/** A question arrives at the server, unless it is lost; the answer sets out, unless it is lost. */
export async function deliver(world: World, asked: Asked, has: (fault: string) => boolean): Promise<void> {
  const { random, network } = world;
  if (has("drop") && random.chance(DROPPED)) {
    network.takeAsked(asked);
    return world.fault("dropped", said(asked));
  }
  const doubled = has("duplicate") && random.chance(DOUBLED);
  network.takeAsked(asked, doubled);
  if (doubled) world.fault("doubled", said(asked));
  const reply = await world.server.call(callOf(asked));
  world.note(`${said(asked)} arrives: ${summary(reply)}`);
  await took(world, asked, reply);
  if (has("reply-lost") && random.chance(REPLY_LOST)) return world.fault("reply-lost", said(asked));
  network.answer(asked, reply);
}

/** Two questions arrive while each other's transaction is open; the first one may be cut off before its commit. */
export async function deliverTwoAtOnce(world: World): Promise<void> {
  const { random, network } = world;
  const first = random.pick(network.asked);
  const second = random.pick(network.asked.filter(({ desk }) => desk !== first.desk));
  network.takeAsked(first);
  network.takeAsked(second);
  const commits = !random.chance(CUT_OFF);
  const replies = await world.server.overlapping(callOf(first), callOf(second), commits);
  world.fault("overlapping", `${said(first)}${commits ? "" : " (cut off)"} and ${said(second)}`);
  for (const [index, asked] of [first, second].entries()) {
    if (index === 0 && !commits) continue;
    await took(world, asked, replies[index]);
    network.answer(asked, replies[index]);
  }
}

/** What every call must leave behind, by what the server wrote and by what it says. */
async function took(world: World, asked: Asked, reply: unknown): Promise<void> {
  if (asked.name !== "exchange") return;
  await readMirror(world);
  const answer = reply as ServerReply<ExchangeReply>;
  if (!answer.ok) return;
  const { ops } = asked.request as unknown as ExchangeRequest;
  const wrong: string[] = [];
  for (const { opId } of ops) {
    const found = answer.outcomes.filter((outcome) => outcome.opId === opId);
    if (found.length !== 1) wrong.push(`${opId} has ${found.length} outcomes`);
  }
  for (const { opId, outcome, reason } of answer.outcomes) {
    world.saw(`outcome ${outcome}`);
    const logged = world.mirror.has(opId);
    if (!outcomes.includes(outcome)) wrong.push(`${opId} is ${outcome}`);
    if (outcome === "quarantined") wrong.push(`${opId} is quarantined: ${reason}`);
    if (logged === ["deferred", "quarantined", "upgrade-required"].includes(outcome))
      wrong.push(`${opId} is ${outcome} and ${logged ? "" : "not "}in the log`);
  }
  world.forbid(wrong, said(asked));
}

/** Reads on in the feed, and looks at every row that it tells of. */
async function readMirror(world: World): Promise<void> {
  const { mirror, server, practiceId } = world;
  const entries = await server.feed(practiceId, mirror.head);
  if (entries.length === 0) return;
  const wrongs = entries.flatMap((entry) => mirror.add(entry));
  for (const { images } of entries)
    for (const { entity, row } of images) if (entity === "conflict") world.saw(`${row.kind} ${row.state}`);
  world.forbid(wrongs, "feed");
  const appointments = mirror.current("appointment");
  world.forbid(overlapsOf(appointments as never), "server");
  world.forbid(losersWithoutConflict(appointments as never, mirror.current("conflict") as never), "server");
}

function summary(reply: unknown): string {
  const answer = reply as Partial<ExchangeReply> | ServerRefusal;
  if ("code" in answer) return answer.code;
  const counts = new Map<string, number>();
  for (const { outcome } of answer.outcomes ?? []) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const words = [...counts].map(([outcome, count]) => `${count} ${outcome}`);
  return ["ok", ...words, ...(answer.entries ? [`${answer.entries.length} entries`] : [])].join(", ");
}
