import type { Desk } from "../../main/desk.ts";
import { type BenchPractice, seedPractice, throughQueue } from "../bench/seed/bench-practice.ts";
import { done, query } from "../helpers/call.ts";
import { openDesk } from "../helpers/open-desk.ts";

const SIZE = { practitioners: 12, clients: 2_000 };
const CALLERS = 20;
/** They are spread over all clients. */
const APART = 91;
const GIVEN_LETTERS = [1, 2, 3];

type Client = { id: string; name: string };
/** Somebody who calls, and what has to be typed until they are the first in the list. */
export type Caller = Client & { typed: string };
export type KeyRunPractice = BenchPractice & { callers: Caller[] };

/** As on a keyboard without the accent; names of other letters have no keys here. */
const onKeys = (name: string): string[] | null => {
  const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return /^[a-z]+ [a-z]+$/.test(plain) ? plain.split(" ") : null;
};

/**
 * A beginning of the given name, a space, and of the family name as much as it takes: the shortest that will do. Null
 * for namesakes, who are told apart by looking.
 */
async function typedFor(desk: Desk, { id, name }: Client): Promise<string | null> {
  const [given = "", family = ""] = onKeys(name) ?? [];
  const beginnings = GIVEN_LETTERS.flatMap((letters) =>
    Array.from(
      { length: family.length },
      (_, end) => `${given.slice(0, letters)} ${family.slice(0, end + 1)}`,
    ),
  );
  for (const text of beginnings.toSorted((one, other) => one.length - other.length)) {
    const { clients } = await done(query(desk, "clients.search", { text }));
    if (clients[0]?.id === id) return text;
  }
  return null;
}

/** A practice of twelve practitioners and 2,000 clients without any appointment, in a folder to be opened. */
export async function prepareKeyRuns(dataDir: string): Promise<KeyRunPractice> {
  const { desk, close } = await openDesk({ dataDir });
  const practice = await seedPractice(desk, SIZE);
  let clients: Client[] = [];
  await throughQueue(desk, (db) => {
    clients = db.prepare<[], Client>("SELECT id, name FROM client ORDER BY key").all();
  });
  const callers: Caller[] = [];
  for (let at = 0; callers.length < CALLERS; at += APART) {
    const client = clients[at % clients.length];
    const typed = client && (await typedFor(desk, client));
    if (client && typed) callers.push({ ...client, typed });
  }
  await close();
  return { ...practice, callers };
}
