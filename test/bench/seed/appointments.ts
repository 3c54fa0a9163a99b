import type { WritableDb } from "../../../main/db/connection.ts";
import { bumpSchedule } from "../../../main/db/records.ts";
import { Ledger } from "../../../main/demo/ledger.ts";
import { Random } from "../../../main/demo/random.ts";
import type { Day } from "../../../src/time/zoned-day.ts";
import { zonedDay } from "../../../src/time/zoned-day.ts";
import { type BenchPractice, OPENS_MINUTE, SLOT_MINUTES, SLOTS_A_DAY, ZONE } from "./bench-practice.ts";

const CHECKPOINT_DAYS = 5;
const BOOKED_AHEAD_SECONDS = 14 * 86_400;

/**
 * Exactly `total` appointments, spread evenly over the days, past ones fulfilled: ordinary inserts under all
 * triggers, each with its history, one transaction a day.
 */
export function seedAppointments(
  db: WritableDb,
  { practitioners, clients, typeId }: BenchPractice,
  days: readonly Day[],
  now: number,
  total: number,
  told: (made: number) => void,
  random = new Random(2),
): void {
  let made = 0;
  let slotsLeft = days.length * SLOTS_A_DAY * practitioners.length;
  const bookDay = db.transaction((day: Day) => {
    const ledger = new Ledger(db, random);
    const { at } = zonedDay(ZONE, day);
    for (const practitionerId of practitioners) {
      for (let slot = 0; slot < SLOTS_A_DAY; slot += 1) {
        // As many as are still wanted among the slots that are left: it comes out even.
        const wanted = random.chance((total - made) / slotsLeft);
        slotsLeft -= 1;
        if (!wanted) continue;
        made += 1;
        const startsAt = at(OPENS_MINUTE + slot * SLOT_MINUTES);
        const bookedAt = Math.min(startsAt, now) - random.int(0, BOOKED_AHEAD_SECONDS);
        const act = ledger.act("appointments.book", bookedAt, "Front desk");
        ledger.insert(act, "appointment", random.id(bookedAt), {
          practitioner_id: practitionerId,
          room_id: null,
          starts_at: startsAt,
          ends_at: startsAt + 1_500,
          busy_until: startsAt + 1_800,
          outside_reason: null,
          status: startsAt < now ? "fulfilled" : "booked",
          cancel_reason: null,
          booked_by: "Front desk",
          booked_at: bookedAt,
          series_id: null,
          client_id: random.pick(clients),
          type_id: typeId,
          source: "phone",
        });
      }
      bumpSchedule(db, practitionerId, day);
    }
    ledger.writeHistory();
  });
  for (const [index, day] of days.entries()) {
    bookDay.immediate(day);
    if (index % CHECKPOINT_DAYS === 0) db.pragma("wal_checkpoint(TRUNCATE)");
    told(made);
  }
  if (made !== total) throw new Error(`${made} appointments were made instead of ${total}`);
}
