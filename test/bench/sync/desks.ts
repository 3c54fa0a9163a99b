import { setTimeout as pause } from "node:timers/promises";
import type { Desk } from "../../../main/desk.ts";
import type { SharingView } from "../../../src/ipc/sharing-views.ts";
import { type OpenDesk, openDesk } from "../../helpers/open-desk.ts";
import type { TestDatabase, TestServer } from "../../helpers/postgres.ts";
import { type BenchPractice, seedPractice } from "../seed/bench-practice.ts";

/** How often a fact is looked for: what is measured by it is late by half of this. */
export const LOOK_EVERY_MS = 1;

/** Desks with everything an app has but its window, on one practice of a real server. */
export type SharingDesks = {
  readonly database: TestDatabase;
  readonly practice: BenchPractice;
  readonly first: OpenDesk;
  /** Another desk, which has nothing yet and has not joined; how to join is in `invitation`. */
  open(): Promise<OpenDesk>;
  invitation(): Promise<string>;
  join(): Promise<OpenDesk>;
  close(): Promise<void>;
};

/** A practice that its first desk prepares, as a person does it. */
export async function prepareDesks(
  server: TestServer,
  size: { practitioners: number; clients: number },
): Promise<SharingDesks> {
  const database = await server.emptyDatabase();
  const first = await openDesk();
  const practice = await seedPractice(first.desk, size);
  await first.desk.sharing.prepare(database.ownerUrl, undefined);
  const opened = [first];
  const open = async (): Promise<OpenDesk> => {
    const desk = await openDesk();
    opened.push(desk);
    return desk;
  };
  const invitation = async (): Promise<string> => (await first.desk.sharing.invite()).text;
  const join = async (): Promise<OpenDesk> => {
    const joining = await open();
    await joining.desk.sharing.join(await invitation(), "push");
    return joining;
  };
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((desk) => desk.close()));
    await database.drop();
  };
  return { database, practice, first, open, invitation, join, close };
}

/** Waits for a fact. Throws when it has not come true after so long that it never will. */
export async function until(what: string, is: () => boolean, withinMs = 120_000): Promise<void> {
  const started = performance.now();
  while (!is()) {
    if (performance.now() - started > withinMs) throw new Error(`not so after ${withinMs} ms: ${what}`);
    await pause(LOOK_EVERY_MS);
  }
}

export const isInStep = ({ state, waiting }: SharingView): boolean => state === "connected" && waiting === 0;

/** Nothing waits at any desk, and each has been at the end of the feed. */
export async function inStep(desks: readonly Desk[]): Promise<void> {
  for (const desk of desks) await desk.sharing.exchangeNow();
  await until("the desks are in step", () => desks.every((desk) => isInStep(desk.sharing.view())));
}
