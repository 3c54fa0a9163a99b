import type Database from "better-sqlite3";
import { onTestFinished } from "vitest";
import type { CommandName } from "../../main/commands/handler.ts";
import type { Caller } from "../../main/commands/unit-of-work.ts";
import type { QueryName } from "../../main/queries/index.ts";
import type { Answer, Input } from "../../src/ipc/contract.ts";
import { book } from "./book.ts";
import { type Asked, command, query } from "./call.ts";
import { openTestDesk, type TestDesk } from "./open-test-desk.ts";
import { openRaw } from "./raw-database.ts";
import { setUpPractice, type TestPractice } from "./set-up-practice.ts";

export const otherWindow: Caller = { window: "window-2", actor: "Second desk" };

/** A desk with the test practice, its commands without the ceremony, and a second connection to look from outside. */
export type PracticeDesk = TestDesk &
  TestPractice & {
    raw: Database.Database;
    send<Name extends CommandName>(name: Name, input: Asked<Name>, caller?: Caller): Promise<Answer<Name>>;
    ask<Name extends QueryName>(name: Name, input: Input<Name>, caller?: Caller): Promise<Answer<Name>>;
    book(booking: Parameters<typeof book>[2], caller?: Caller): Promise<Answer<"appointments.book">>;
  };

export async function openPracticeDesk(): Promise<PracticeDesk> {
  const open = await openTestDesk();
  const { desk } = open;
  const practice = await setUpPractice(desk);
  const raw = openRaw(open.dataDir);
  onTestFinished(() => void raw.close());
  return {
    ...open,
    ...practice,
    raw,
    send: (name, input, caller) => command(desk, name, input, caller),
    ask: (name, input, caller) => query(desk, name, input, caller),
    book: (booking, caller) => book(desk, practice, booking, caller),
  };
}
