import type { Desk } from "../../main/desk.ts";
import type { WeekPattern } from "../../src/ipc/views.ts";
import { zonedDay } from "../../src/time/zoned-day.ts";
import { command, done, query } from "./call.ts";

export const ZONE = "Europe/Berlin";
/** Monday, the first working day of the test practice. */
export const MONDAY = "2026-03-02";
const CLIENTS = 25;

/** Monday to Friday, 9:00 to 12:00 and 13:00 to 17:00. */
export const OFFICE_HOURS: WeekPattern = [1, 2, 3, 4, 5, 0, 0].map((works) =>
  works ? [[540, 720] as [number, number], [780, 1020] as [number, number]] : [],
) as WeekPattern;

/** Ids by the names that tests use. */
export type TestPractice = {
  practitioners: { ada: string; ben: string };
  rooms: { blue: string; green: string };
  /** `session` 50 + 10 minutes, `intake` 90, `short` 15, `group` 60 for 4 clients. */
  types: { session: string; intake: string; short: string; group: string };
  /** In the order of their names: "Client 01" to "Client 25". */
  clients: string[];
};

/** A small practice, made as a person makes it: through commands. */
export async function setUpPractice(desk: Desk): Promise<TestPractice> {
  await done(
    command(desk, "practice.set-up", {
      name: "Linden Street",
      zone: ZONE,
      practitioners: [
        { name: "Dr Ada Winter", pattern: OFFICE_HOURS },
        { name: "Ben Hill", pattern: OFFICE_HOURS },
      ],
      rooms: [{ name: "Blue room" }, { name: "Green room" }],
      types: [
        { name: "Session", durationMinutes: 50, bufferMinutes: 10, colour: 0 },
        { name: "Intake", durationMinutes: 90, bufferMinutes: 0, colour: 1 },
        { name: "Short talk", durationMinutes: 15, bufferMinutes: 0, colour: 2 },
        { name: "Group", durationMinutes: 60, bufferMinutes: 15, colour: 3, capacity: 4 },
      ],
    }),
  );
  // All at once: they share a commit.
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, async (_, index) => {
      const two = String(index + 1).padStart(2, "0");
      const made = command(desk, "clients.create", { name: `Client ${two}`, phone: `+49 30 5550 10${two}` });
      return (await done(made)).client.id;
    }),
  );
  const { practitioners } = await done(query(desk, "practitioners.list", {}));
  const { rooms } = await done(query(desk, "rooms.list", {}));
  const { types } = await done(query(desk, "types.list", {}));
  const [ada, ben] = ids(practitioners);
  const [blue, green] = ids(rooms);
  const [session, intake, short, group] = ids(types);
  return {
    practitioners: { ada, ben },
    rooms: { blue, green },
    types: { session, intake, short, group },
    clients,
  };
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id) as [string, string, string, string];

/** Wall time of the practice to an instant: `at("10:30")` on the first Monday, or on another day. */
export function at(time: string, day: string = MONDAY): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return zonedDay(ZONE, day).at(hours * 60 + minutes);
}
