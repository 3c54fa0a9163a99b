import { extendSeries } from "../../main/commands/block-series.ts";
import { releaseExpiredHolds } from "../../main/commands/holds.ts";
import { internalJob } from "../../main/commands/run-command.ts";
import type { UnitOfWork } from "../../main/commands/unit-of-work.ts";
import { openSeries } from "../../main/db/blocks.ts";
import { trimRecords } from "../../main/housekeeping.ts";
import type { SimulatedDesk } from "./desk.ts";
import type { World } from "./world.ts";

/** What the app does by itself from time to time: expired holds go, endless series are extended, old records forgotten. */
export function keepHouse(world: World, desk: SimulatedDesk): void {
  const job = (name: string, work: (unit: UnitOfWork) => void) =>
    internalJob(name, desk.clock, () => undefined, work);
  const series = openSeries(desk.db).map(({ id }) => job("blocks.extend", (unit) => extendSeries(unit, id)));
  const trim = job("records.trim", trimRecords);
  const ran = desk.run([job("holds.expire", releaseExpiredHolds), ...series, trim]);
  world.note(`${desk.name} keeps house${ran.died || "fault" in ran.group ? " in vain" : ""}`);
}
