import { openReader } from "../../main/db/connection.ts";
import { databaseFileOf } from "../../main/db/data-folder.ts";
import { Random } from "../../main/demo/random.ts";
import { searchClients } from "../../main/queries/client-search.ts";
import { removeFolder } from "../helpers/temporary-folder.ts";
import { percentile, timed } from "./measure.ts";
import type { Report } from "./report.ts";
import { seededDataDir } from "./seed/million.ts";

const SEARCHES = 1_000;
const WARM_UP = 50;

/** Three letters among 200,000 clients: the beginnings of all words that names are made of. */
export async function benchClientSearch(report: Report): Promise<void> {
  const dataDir = await seededDataDir("empty");
  const db = openReader(databaseFileOf(dataDir));
  const names = db.prepare<[], string>("SELECT DISTINCT name FROM client").pluck().all();
  const words = names.flatMap((name) => name.match(/[\p{L}\p{M}]{3,}/gu) ?? []);
  const beginnings = [
    ...new Set(words.map((word) => [...word.normalize("NFC")].slice(0, 3).join("").toLowerCase())),
  ];
  const random = new Random(5);
  const times: number[] = [];
  for (let turn = 0; turn < WARM_UP + SEARCHES; turn += 1) {
    const text = random.pick(beginnings);
    times.push(await timed(() => searchClients(db, text)));
  }
  report.add({
    name: "clients.search.ms",
    value: percentile(times.slice(WARM_UP), 0.99),
    unit: "ms",
    gate: { atMost: 10 },
  });
  db.close();
  removeFolder(dataDir);
}
