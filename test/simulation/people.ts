import type { GroupResult, Job } from "../../main/queue/group-commit.ts";
import type { Act, Scene } from "./acts/act.ts";
import { someAct } from "./acts/index.ts";
import type { SimulatedDesk } from "./desk.ts";
import { overlapsOf, type Placed } from "./invariants/overlaps.ts";
import { rowsOf } from "./reading.ts";
import { START } from "./template.ts";
import type { World } from "./world.ts";

const WINDOWS = 2;
const MORE_IN_A_GROUP = 0.15;
const ASK_AGAIN = 0.7;
/** A command runs some tens of statements: so far ahead lies the one at which the process dies. */
const STATEMENTS_AHEAD = 40;
/** 9:00 in Berlin, on the day that the simulation begins. */
const FIRST_START = START + 3_600;

/** What the person at a desk remembers. */
type Memory = { lastOp?: string; lastSeries?: { opId: string; undoUntil: number }; unanswered?: Act };
const memories = new WeakMap<SimulatedDesk, Memory>();

function memoryOf(desk: SimulatedDesk): Memory {
  const memory = memories.get(desk) ?? {};
  memories.set(desk, memory);
  return memory;
}

/** Somebody does something at this desk, now and then several people at once; `dies`: the process does not survive it. */
export function somebodyActs(world: World, desk: SimulatedDesk, dies: boolean): void {
  const acts = [someAsked(world, desk)];
  while (world.random.chance(MORE_IN_A_GROUP)) acts.push(someAsked(world, desk));
  const asked = acts.filter((one) => one !== undefined);
  const [first] = asked;
  if (first === undefined) return;
  if (dies) {
    desk.dieAfter(world.random.int(1, STATEMENTS_AHEAD));
    memoryOf(desk).unanswered = first.act;
  }
  const ran = desk.run(asked.map(({ job }) => job));
  if (ran.died) world.fault("died", `${desk.name} in ${first.act.name}`);
  else if (dies) dieAfterCommit(world, desk, first.act);
  else hearAnswers(world, desk, asked, ran.group);
}

function hearAnswers(
  world: World,
  desk: SimulatedDesk,
  asked: readonly Asked[],
  group: GroupResult<Job>,
): void {
  if (!("outcomes" in group)) {
    if (group.fault !== "full") throw group.error;
    world.note(`${desk.name}: disk full`);
    return;
  }
  for (const [index, { answer }] of group.outcomes.entries()) {
    const { act: said } = asked[index] as Asked;
    world.note(`${desk.name} ${said.name}: ${answer.ok ? "ok" : answer.error.code}`);
    world.saw(`${said.name} ${answer.ok ? "done" : answer.error.code}`);
    if (answer.ok && undoesSeries(desk, said)) world.saw("series undone");
    if (answer.ok) remember(world, desk, said, answer.value);
  }
}

/** The statement at which it should have died was never reached: it dies after its commit, before anybody hears of it. */
function dieAfterCommit(world: World, desk: SimulatedDesk, act: Act): void {
  desk.survive();
  desk.restart();
  world.fault("died", `${desk.name} after the commit of ${act.name}`);
}

type Asked = { readonly act: Act; readonly job: Job };

function someAsked(world: World, desk: SimulatedDesk): Asked | undefined {
  const { random } = world;
  const window = random.int(1, WINDOWS);
  const memory = memoryOf(desk);
  const again = memory.unanswered !== undefined && random.chance(ASK_AGAIN) ? memory.unanswered : undefined;
  delete memory.unanswered;
  const scene: Scene = {
    db: desk.db,
    random,
    now: desk.clock(),
    window,
    windowName: desk.caller(window).window,
    lastOp: memory.lastOp,
    lastSeriesOp:
      memory.lastSeries && memory.lastSeries.undoUntil > desk.clock() ? memory.lastSeries.opId : undefined,
    days: { first: FIRST_START, count: world.days },
  };
  const chosen = again ?? someAct(scene);
  return chosen && { act: chosen, job: desk.commandJob(chosen.name, chosen.input as never, window) };
}

/** Many rows in one act. */
const isOfSeries = ({ name, input }: Act): boolean =>
  name.endsWith("-series") || "recurrence" in input || ("scope" in input && input.scope !== "one");

const undoesSeries = (desk: SimulatedDesk, { name, input }: Act): boolean =>
  name === "appointments.undo" && input.opId === memoryOf(desk).lastSeries?.opId;

function remember(world: World, desk: SimulatedDesk, act: Act, value: unknown): void {
  const { opId, undoUntil, appointment, appointments } = value as {
    opId?: string;
    undoUntil?: number;
    appointment?: { id: string };
    appointments?: { id: string }[];
  };
  if (opId !== undefined && undoUntil !== undefined && undoUntil > desk.clock()) {
    memoryOf(desk).lastOp = opId;
    if (isOfSeries(act)) memoryOf(desk).lastSeries = { opId, undoUntil };
    world.ops += 1;
  }
  const booked =
    act.name === "appointments.book"
      ? [appointment]
      : act.name === "appointments.book-series"
        ? appointments
        : [];
  for (const one of booked ?? [])
    if (one) world.promised.push({ appointmentId: one.id, desk, step: world.step });
}

/** A program without our rules tries to put an appointment over another one: the database itself has to refuse. */
export function tryRawOverlap(world: World, desk: SimulatedDesk): void {
  const { db } = desk;
  const rows = rowsOf<Placed>(
    db,
    "SELECT * FROM appointment WHERE placed = 1 AND status = 'booked' ORDER BY id",
  );
  if (rows.length < 2) return;
  const [a, b] = [world.random.pick(rows), world.random.pick(rows)];
  if (a.id === b.id) return;
  db.exec("BEGIN IMMEDIATE");
  try {
    db.prepare(
      "UPDATE appointment SET practitioner_id = ?, starts_at = ?, ends_at = ?, busy_until = ? WHERE id = ?",
    ).run(b.practitioner_id, b.starts_at + 60, b.starts_at + 120, b.starts_at + 120, a.id);
  } catch {
    // Refused, as it should be.
  }
  const found = rowsOf<Placed>(db, "SELECT * FROM appointment");
  db.exec("ROLLBACK");
  world.fault("raw-overlap", desk.name);
  world.forbid(overlapsOf(found), `${desk.name} let raw SQL through`);
}
