import { openWriter } from "../../../main/db/connection.ts";
import { databaseFileOf } from "../../../main/db/data-folder.ts";
import { Random } from "../../../main/demo/random.ts";
import { openDesk } from "../../helpers/open-desk.ts";
import { daysFromNow } from "../slots.ts";
import { seedAppointments } from "./appointments.ts";
import { seedPractice } from "./bench-practice.ts";

type Size = { practitioners: number; clients: number; days: number; aDay: number };

/** A practice in a folder to be opened, with `aDay` appointments on each of so many days from tomorrow on. */
export async function seedFullDays(
  dataDir: string,
  { practitioners, clients, days, aDay }: Size,
): Promise<void> {
  const { desk, close } = await openDesk({ dataDir });
  const practice = await seedPractice(desk, { practitioners, clients });
  await close();
  const db = openWriter(databaseFileOf(dataDir), { mustExist: true });
  const random = new Random(3);
  const now = Math.floor(Date.now() / 1000);
  for (let day = 1; day <= days; day += 1)
    seedAppointments(db, practice, [daysFromNow(day)], now, aDay, () => undefined, random);
  db.close();
}
