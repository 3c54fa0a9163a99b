import { postgresServer } from "../../helpers/postgres.ts";
import type { Report } from "../report.ts";
import { benchApply } from "./apply.ts";
import { benchConverge } from "./converge.ts";
import { benchNaiveRace } from "./naive-race.ts";
import { benchPush } from "./push.ts";
import { benchRace } from "./race.ts";
import { benchSnapshot } from "./snapshot.ts";
import { benchVisible } from "./visible.ts";

/** Desks that share a PostgreSQL. It is a durable one: what a commit costs is part of every figure. */
export async function benchSync(report: Report): Promise<void> {
  const server = await postgresServer({ durable: true });
  // The server's functions alone come first: a desk that prepares a practice gives the desks' login another password.
  await benchPush(report, server);
  await benchRace(report, server);
  await benchNaiveRace(report, server);
  await benchVisible(report, server);
  await benchApply(report, server);
  await benchConverge(report, server);
  await benchSnapshot(report, server);
  await server.close();
}
