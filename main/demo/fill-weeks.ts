import { merged } from "../../src/scheduling/ranges.ts";
import { weekday } from "../../src/time/zoned-day.ts";
import { blocksMeeting } from "../db/blocks.ts";
import type { WritableDb } from "../db/connection.ts";
import { workingTimeOf } from "../db/hours.ts";
import { listPractitioners, type PractitionerRow } from "../db/practitioners.ts";
import { bumpSchedule } from "../db/records.ts";
import { DayFiller } from "./appointments.ts";
import { someClients } from "./clients.ts";
import { Ledger } from "./ledger.ts";
import type { Random } from "./random.ts";
import { type Span, startOf } from "./span.ts";
import { type Practitioner, practitioners } from "./staff.ts";
import { planTimeOff } from "./time-off.ts";
import { planWeek } from "./week-plan.ts";
import { AppointmentWriter } from "./write-appointment.ts";

/** How much of the usual week is booked, by weeks from this one; what is past is full, what is far is not. */
const SHARES = [0.9, 0.88, 0.85, 0.8, 0.74, 0.64, 0.5];
const PAST_SHARE = 0.94;
const YEAR_SECONDS = 365 * 86_400;

/** Clients, time off and appointments with their histories, in the caller's transaction. */
export function fillWeeks(db: WritableDb, random: Random, span: Span, clientCount: number): void {
  const ledger = new Ledger(db, random);
  const clientIds = someClients(random, clientCount, span.today).map((values) => {
    const act = ledger.act("clients.create", span.now - random.int(0, 4 * YEAR_SECONDS), "Front desk");
    const id = random.id(act.at);
    ledger.insert(act, "client", id, values);
    return id;
  });
  const rows = listPractitioners(db);
  for (const { practitioner, startsAt, endsAt, reason, source } of planTimeOff(random, span, rows.length)) {
    const act = ledger.act("blocks.create", span.now - random.int(3_600, YEAR_SECONDS / 12), "Front desk");
    const values = {
      practitioner_id: (rows[practitioner] as PractitionerRow).id,
      starts_at: startsAt,
      ends_at: endsAt,
      reason,
      source,
      series_id: null,
      removed: 0,
    };
    ledger.insert(act, "block", random.id(act.at), values);
  }
  const filler = new DayFiller(random, span.now, clientCount);
  const writer = new AppointmentWriter(db, ledger, random, clientIds);
  for (const [index, row] of rows.entries()) {
    fillPractitioner(db, random, span, {
      row,
      staff: practitioners[index] as Practitioner,
      filler,
      writer,
      clientCount,
    });
  }
  ledger.writeHistory();
}

type Filling = {
  row: PractitionerRow;
  staff: Practitioner;
  filler: DayFiller;
  writer: AppointmentWriter;
  clientCount: number;
};

function fillPractitioner(db: WritableDb, random: Random, span: Span, filling: Filling): void {
  const { row, staff, filler, writer, clientCount } = filling;
  const someClient = (): number => random.int(0, clientCount - 1);
  const work = workingTimeOf(db, row, span.zone);
  const usual = planWeek(random, staff, staff.pattern, someClient);
  const later = staff.laterHours && planWeek(random, staff, staff.laterHours[1], someClient);
  const laterFrom = work.hours.find(({ validFrom }) => validFrom > span.first)?.validFrom ?? span.end;
  const blocks = merged(
    blocksMeeting(db, row.id, startOf(span, span.first), startOf(span, span.end)).map((block) => ({
      startsAt: block.starts_at,
      endsAt: block.ends_at,
    })),
  );
  for (const { ahead, days } of span.weeks) {
    const share = ahead < 0 ? PAST_SHARE : (SHARES[ahead] ?? 0);
    for (const day of days) {
      const plan = later && day >= laterFrom ? later : usual;
      const planned = filler.fill(day, plan[weekday(day) - 1] ?? [], work, blocks, share);
      for (const appointment of planned) writer.write(row.id, appointment);
      if (planned.length > 0) bumpSchedule(db, row.id, day);
    }
  }
}
