import type { TestServer } from "../../helpers/postgres.ts";
import { timed } from "../measure.ts";
import type { Report } from "../report.ts";
import { closeConnections, openConnections } from "./connections.ts";
import { prepareDesks } from "./desks.ts";
import { fill } from "./fill.ts";

const APPOINTMENTS = 200_000;
const CLIENTS = 2_000;

/** A new desk joins a large practice: from the invitation until it has all rows; against COPY of the same rows. */
export async function benchSnapshot(report: Report, server: TestServer): Promise<void> {
  const desks = await prepareDesks(server, { practitioners: 40, clients: CLIENTS });
  await fill(desks, APPOINTMENTS);
  const copyMs = await copyOut(desks.database.ownerUrl);
  const { desk } = await desks.open();
  const invitation = await desks.invitation();
  const joinMs = await timed(() => desk.sharing.join(invitation, "push"));
  const rows = desk.reader?.prepare<[], number>("SELECT count(*) FROM appointment").pluck().get();
  if (rows !== APPOINTMENTS) throw new Error(`${rows} appointments came`);
  const perSecond = ((APPOINTMENTS + CLIENTS) / joinMs) * 1_000;
  report.add({ name: "sync.snapshot.rows-per-s", value: perSecond, unit: "rows/s" });
  report.add({ name: "sync.snapshot.vs-copy", value: joinMs / copyMs, unit: "x COPY" });
  await desks.close();
}

/** Only to read the rows, into nothing: the least that any copy can take. Milliseconds. */
async function copyOut(url: string): Promise<number> {
  const clients = await openConnections(url, 1);
  const ms = await timed(async () => {
    for (const table of ["client", "appointment"]) {
      for (const client of clients) await client.query(`COPY anteroom.${table} TO STDOUT`);
    }
  });
  await closeConnections(clients);
  return ms;
}
