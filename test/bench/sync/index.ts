import { postgresServer } from "../../helpers/postgres.ts";
import type { Report } from "../report.ts";
import { benchNaiveRace } from "./naive-race.ts";
import { benchPush } from "./push.ts";
import { benchRace } from "./race.ts";

/** Desks that share a PostgreSQL. It is a durable one: what a commit costs is part of every figure. */
export async function benchSync(report: Report): Promise<void> {
  const server = await postgresServer({ durable: true });
  await benchPush(report, server);
  await benchRace(report, server);
  await benchNaiveRace(report, server);
  await server.close();
}
