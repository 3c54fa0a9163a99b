import { benchIpc } from "./app/ipc.ts";
import { benchMemory } from "./app/memory.ts";
import { benchStart } from "./app/start.ts";
import { benchBooking } from "./booking.ts";
import { benchClientSearch } from "./client-search.ts";
import { benchMillion } from "./million.ts";
import { Report } from "./report.ts";
import { benchBoard } from "./screen/board.ts";
import { benchKeys } from "./screen/keys.ts";
import { benchSync } from "./sync/index.ts";

const families: Record<string, (report: Report) => Promise<void>> = {
  booking: benchBooking,
  million: benchMillion,
  clients: benchClientSearch,
  ipc: benchIpc,
  start: benchStart,
  memory: benchMemory,
  board: benchBoard,
  keys: benchKeys,
  sync: benchSync,
};

/** `--json` for machines; names of families run those alone. */
const args = process.argv.slice(2);
const chosen = args.filter((arg) => !arg.startsWith("--"));
const unknown = chosen.filter((name) => !Object.hasOwn(families, name));
if (unknown.length > 0)
  throw new Error(`${unknown.join(", ")}: there is ${Object.keys(families).join(", ")}`);

const report = new Report(args.includes("--json"));
for (const [name, bench] of Object.entries(families)) {
  if (chosen.length === 0 || chosen.includes(name)) await bench(report);
}
process.exitCode = report.failed > 0 ? 1 : 0;
