import { readShare } from "../../../main/db/share.ts";
import type { Desk } from "../../../main/desk.ts";
import type { TestServer } from "../../helpers/postgres.ts";
import { timed } from "../measure.ts";
import type { Report } from "../report.ts";
import { inStep, isInStep, prepareDesks, until } from "./desks.ts";
import { ACTS, actAlone } from "./offline-acts.ts";
import { digestOf } from "./replica-digest.ts";

/** Desks that were alone, each with 500 ops of its own, come back together: until all have all, and the same. */
export async function benchConverge(report: Report, server: TestServer): Promise<void> {
  const two = await converge(server, 2);
  const four = await converge(server, 4);
  const eight = await converge(server, 8);
  report.add({ name: "sync.converge.ms", value: eight, unit: "ms" });
  report.add({ name: "sync.converge.growth-4", value: four / two, unit: "x 2 desks" });
  report.add({ name: "sync.converge.growth-8", value: eight / four, unit: "x 4 desks" });
}

async function converge(server: TestServer, count: number): Promise<number> {
  const prepared = await prepareDesks(server, { practitioners: 20, clients: 500 });
  const desks = [prepared.first.desk];
  while (desks.length < count) desks.push((await prepared.join()).desk);
  await inStep(desks);
  const seen = seqOf(desks[0] as Desk);
  for (const desk of desks) desk.sharing.cutLine(true);
  for (const [index, desk] of desks.entries()) await actAlone(desk, prepared.practice, index);

  const end = seen + count * ACTS;
  const ms = await timed(async () => {
    for (const desk of desks) desk.sharing.cutLine(false);
    await until("every desk has seen every op", () =>
      desks.every((desk) => seqOf(desk) === end && isInStep(desk.sharing.view())),
    );
  });
  const digests = new Set(desks.map(({ reader }) => reader && digestOf(reader)));
  if (digests.size !== 1) throw new Error(`${count} desks ended in ${digests.size} different states`);
  await prepared.close();
  return ms;
}

const seqOf = ({ reader }: Desk): number => (reader && readShare(reader)?.cursor_seq) ?? 0;
