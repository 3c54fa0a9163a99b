import { preparePractice, type TestDatabase, type TestServer } from "../../helpers/postgres.ts";
import { Line } from "./line.ts";
import { type BenchPeople, peopleOp } from "./ops.ts";

/** A practice on the shared server, with a first desk and the people that bookings need. */
export type SharedPractice = { database: TestDatabase; first: Line; people: BenchPeople };

export async function sharePractice(server: TestServer, practitioners: number): Promise<SharedPractice> {
  const database = await server.newDatabase();
  const first = new Line(database.desks, await preparePractice(database));
  await first.call("finish_upload", {});
  const { offered, people } = peopleOp(practitioners);
  await first.exchange([offered]);
  return { database, first, people };
}
