import { join as pathOf } from "node:path";
import { leaveShare, readShare } from "../../../main/db/share.ts";
import { LEFT_KEPT_SECONDS } from "../../../main/housekeeping.ts";
import { ok } from "../../../src/result.ts";
import type { SimulatedDesk } from "../desk.ts";
import { join } from "../founding.ts";
import { keepHouse } from "../housekeeping.ts";
import type { World } from "../world.ts";
import { forgetWhatDied } from "./promises.ts";

const MOST_DESKS = 9;
const HOUR = 3_600;
const DAY = 86_400;
/** Longer than anything is kept for that somebody may have to hear once more. */
export const WEEKS = 40 * DAY;

const anyOf = (world: World): SimulatedDesk => world.random.pick(world.alive);

export function restart(world: World): void {
  const desk = anyOf(world);
  desk.restart();
  world.fault("restart", desk.name);
}

/** The line goes, for a moment or for days; or it comes back. */
export function toggleLine(world: World): void {
  const desk = anyOf(world);
  desk.online = !desk.online;
  if (desk.online) world.note(`${desk.name} online`);
  else {
    world.network.cut(desk);
    world.fault("offline", desk.name);
  }
}

export function passTime(world: World): void {
  const seconds = world.random.pick([60, 200, HOUR, DAY, 2 * DAY, WEEKS]);
  world.now += seconds;
  world.fault("time-passes", `${seconds} s`);
}

/** Somebody sets a desk's clock, forward or back. */
export function setClock(world: World): void {
  const desk = anyOf(world);
  desk.skew = world.random.pick([-2 * DAY, -HOUR, -30, 0, 30, HOUR, DAY]);
  world.fault("clock-set", `${desk.name} to ${desk.skew} s`);
}

export function fillOrEmptyDisk(world: World): void {
  const desk = anyOf(world);
  if (desk.diskFull) {
    desk.emptyDisk();
    world.note(`${desk.name} has room again`);
  } else {
    desk.fillDisk();
    world.fault("disk-full", desk.name);
  }
}

const backupOf = (world: World, desk: SimulatedDesk): string => pathOf(world.folder, `${desk.name}.backup`);

/** Takes a copy of a desk's database, or puts the one that was taken back in its place. */
export function backUpOrRestore(world: World): void {
  const desk = anyOf(world);
  const file = backupOf(world, desk);
  if (!desk.hasBackup || world.random.chance(0.3)) {
    desk.copyTo(file);
    desk.hasBackup = true;
    world.note(`${desk.name} backed up`);
  } else {
    desk.replaceBy(file);
    world.fault("desk-restored", desk.name);
    forgetWhatDied(world);
  }
}

/** A second machine goes on from a copy of the first one's database and keyring. */
export function clone(world: World): void {
  const desk = anyOf(world);
  const file = pathOf(world.folder, "clone.db");
  desk.copyTo(file);
  const twin = world.addDesk(file, new Map(desk.keyring));
  twin.skew = desk.skew;
  world.fault("desk-cloned", `${desk.name} as ${twin.name}`);
}

/** A machine more, which joins with an invitation; not while the server is too new for the desk that invites. */
export async function joinAnew(world: World): Promise<void> {
  const inviting = anyOf(world);
  const joined = await join(world, inviting);
  if (joined) world.fault("desk-joined", joined.name);
}

/**
 * A desk leaves the practice and works alone with its copy; let in again, it goes on where it was, or brings all it has if
 * it comes back after a year.
 */
export async function leave(world: World): Promise<void> {
  const desk = anyOf(world);
  const share = readShare(desk.db);
  if (share?.state !== "active") return;
  const forLong = world.random.chance(0.3);
  world.network.cut(desk);
  desk.restart();
  const said = desk.say({
    name: "leave",
    run: (db) => {
      leaveShare(db, desk.clock());
      return { answer: ok({}) };
    },
  });
  if (said.died || !said.answer.ok) return;
  world.fault("desk-left", `${desk.name}${forLong ? " for more than a year" : ""}`);
  if (!forLong) return;
  world.now += LEFT_KEPT_SECONDS + DAY;
  keepHouse(world, desk);
}

export const mayClone = (world: World): boolean => world.alive.length < MOST_DESKS;

/** A desk is gone for good, with what it alone knew. */
export function lose(world: World): void {
  const desk = anyOf(world);
  desk.lost = true;
  world.network.cut(desk);
  world.fault("desk-lost", desk.name);
  forgetWhatDied(world);
}

export const mayLose = (world: World): boolean => world.alive.length > 1;
