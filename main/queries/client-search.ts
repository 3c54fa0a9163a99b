import { searchTerms } from "../../src/clients/search-terms.ts";
import type { ClientView } from "../../src/ipc/views.ts";
import { type ClientRow, clientView, matchClients } from "../db/clients.ts";
import type { ReadableDb } from "../db/connection.ts";

const DEFAULT_LIMIT = 20;
/** Names are put in order among so many; who has more matches types another letter. */
const RANKED = 200;

/** Whole words first, then beginnings, each by name. Nothing typed finds nobody. */
export function searchClients(db: ReadableDb, text: string, limit = DEFAULT_LIMIT): ClientView[] {
  const terms = searchTerms(text);
  if (!terms) return [];
  const among = Math.max(limit, RANKED);
  const whole = byName(matchClients(db, terms.whole, among));
  const known = new Set(whole.map((row) => row.id));
  const beginnings = whole.length >= limit ? [] : byName(matchClients(db, terms.beginnings, among));
  return [...whole, ...beginnings.filter((row) => !known.has(row.id))].slice(0, limit).map(clientView);
}

const collator = new Intl.Collator(undefined, { sensitivity: "base" });
const byName = (rows: ClientRow[]): ClientRow[] => rows.sort((a, b) => collator.compare(a.name, b.name));
