import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { CommandName } from "../../main/commands/handler.ts";
import { openWriter } from "../../main/db/connection.ts";
import { migrate } from "../../main/db/migrate.ts";
import { migrationsOfFolder } from "../../main/db/migrations-of-folder.ts";
import type { Input } from "../../src/ipc/contract.ts";
import type { WeekPattern } from "../../src/ipc/views.ts";
import { SimulatedDesk } from "./desk.ts";
import { type Rows, rowsOfDesk } from "./invariants/rows.ts";
import { rowsOf } from "./reading.ts";

const ZONE = "Europe/Berlin";
/** Monday, 2 March 2026, 8:00 in Berlin. */
export const START = Date.UTC(2026, 2, 2, 7) / 1000;
const CLIENTS = 6;
/** So few that sessions are full all the time. */
const SEATS = 2;

const OPEN: WeekPattern = [1, 1, 1, 1, 1, 0, 0].map((works) =>
  works ? [[540, 1020] as [number, number]] : [],
) as WeekPattern;

/** Databases that every desk starts from: a migrated one without a practice, and one with a small practice. */
export type Templates = {
  readonly empty: string;
  readonly practice: string;
  /** What the small practice holds before anybody shares it, and the acts that made it. */
  readonly rows: Rows;
  readonly ops: ReadonlySet<string>;
};

/** `sabotage`: SQL that breaks something in every database made here. */
export function makeTemplates(folder: string, sabotage = ""): Templates {
  const empty = join(folder, "empty.db");
  const db = openWriter(empty, { mustExist: false });
  migrate(db, migrationsOfFolder());
  db.exec(sabotage);
  db.close();

  const desk = new SimulatedDesk({
    name: "template",
    folder,
    keyring: new Map(),
    from: empty,
    now: () => START,
    unexpected: (_name, error) => {
      throw error;
    },
  });
  const ask = <Name extends CommandName>(name: Name, input: Input<Name>): void => {
    const said = desk.say(desk.commandJob(name, input, 1));
    if (said.died || !said.answer.ok) throw new Error(`${name} was refused`);
  };
  ask("practice.set-up", {
    requestId: randomUUID(),
    name: "Linden Street",
    zone: ZONE,
    practitioners: [
      { name: "Dr Ada Winter", pattern: OPEN },
      { name: "Ben Hill", pattern: OPEN },
    ],
    rooms: [{ name: "Blue room" }, { name: "Green room" }],
    types: [
      { name: "Session", durationMinutes: 50, bufferMinutes: 10, colour: 0 },
      { name: "Short talk", durationMinutes: 30, bufferMinutes: 0, colour: 1 },
      { name: "Intake", durationMinutes: 90, bufferMinutes: 0, colour: 2 },
      { name: "Group", durationMinutes: 60, bufferMinutes: 0, colour: 3, capacity: SEATS },
    ],
  });
  for (let number = 1; number <= CLIENTS; number += 1)
    ask("clients.create", {
      requestId: randomUUID(),
      name: `Client ${number}`,
      phone: `030 555 000${number}`,
    });
  const practice = join(folder, "practice.db");
  desk.copyTo(practice);
  const rows = rowsOfDesk(desk.db);
  const ops = new Set(
    rowsOf<{ op_id: string }>(desk.db, "SELECT op_id FROM audit").map(({ op_id }) => op_id),
  );
  desk.close();
  return { empty, practice, rows, ops };
}
