import { preparePractice, type TestDatabase, type TestServer } from "../../helpers/postgres.ts";
import { Line } from "./line.ts";
import { type BenchPeople, peopleOp } from "./ops.ts";

/** A practice on the shared server, with a first desk and the people that bookings need. */
export type SharedPractice = { database: TestDatabase; first: Line; people: BenchPeople };

export async function sharePractice(server: TestServer, practitioners: number): Promise<SharedPractice> {
  const database = await server.newDatabase();
  const desk = await preparePractice(database);
  const first = new Line(database.desks, desk);
  await first.call("finish_upload", { fence: desk.fence });
  const { op, people } = peopleOp(practitioners);
  await first.exchange([op]);
  return { database, first, people };
}
