import type Database from "better-sqlite3";
import type { FreeTime, MinuteRange, WeekPattern } from "../../../src/ipc/views.ts";
import { wallMinutes } from "../../../src/time/wall-time.ts";
import { type Day, dayOf, weekday } from "../../../src/time/zoned-day.ts";

/**
 * What is free, found by looking at every minute: each is asked what the clock on the wall shows, and whether
 * anything at all speaks against it. No ranges are joined, cut or sorted here.
 */

export type Work = {
  pattern: WeekPattern;
  exceptions: ReadonlyMap<Day, readonly MinuteRange[]>;
  leavesOn: Day | null;
};
export type Question = {
  practitionerIds: readonly string[];
  minutes: number;
  bufferMinutes: number;
  roomId?: string | undefined;
  from: number;
  days: readonly Day[];
  weekdays?: readonly number[] | undefined;
  between?: readonly [number, number] | undefined;
  now: number;
};
type Taken = { practitioner_id: string; room_id: string | null; starts_at: number; busy_until: number };
type Off = { practitioner_id: string; starts_at: number; ends_at: number };
type Elsewhere = Taken & { expires_at: number };

const MINUTE = 60;
const RHYTHM = 300;
const QUARTER = 900;
const DAY_AT_MOST = 26 * 3_600;

export class SlowFreeTime {
  readonly #zone: string;
  readonly #work: ReadonlyMap<string, Work>;
  readonly #taken: Taken[];
  readonly #off: Off[];
  readonly #elsewhere: Elsewhere[];

  constructor(db: Database.Database, zone: string, work: ReadonlyMap<string, Work>) {
    this.#zone = zone;
    this.#work = work;
    this.#taken = db
      .prepare(
        "SELECT * FROM appointment WHERE placed = 1 AND status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled')",
      )
      .all() as Taken[];
    this.#off = db.prepare("SELECT * FROM block WHERE removed = 0").all() as Off[];
    this.#elsewhere = db.prepare("SELECT * FROM remote_hold").all() as Elsewhere[];
  }

  #works(id: string, minute: number): boolean {
    const work = this.#work.get(id);
    if (!work) return false;
    const day = dayOf(this.#zone, minute);
    if (work.leavesOn !== null && day >= work.leavesOn) return false;
    const ranges = work.exceptions.get(day) ?? work.pattern[weekday(day) - 1] ?? [];
    const shown = wallMinutes(this.#zone, minute);
    return ranges.some(([start, end]) => start <= shown && shown < end);
  }

  #isOff = (id: string, minute: number): boolean =>
    this.#off.some(
      (off) => off.practitioner_id === id && off.starts_at < minute + MINUTE && minute < off.ends_at,
    );

  #isTaken = (id: string, minute: number, roomId: string | undefined, now: number): boolean =>
    [...this.#taken, ...this.#elsewhere.filter((held) => held.expires_at > now)].some(
      (taken) =>
        (taken.practitioner_id === id || (roomId !== undefined && taken.room_id === roomId)) &&
        taken.starts_at < minute + MINUTE &&
        minute < taken.busy_until,
    );

  /** For every minute from the first day on, whether the client could be there, and whether anybody else is. */
  #minutes(id: string, from: number, question: Pick<Question, "roomId" | "now">, until: number) {
    const client: boolean[] = [];
    const clear: boolean[] = [];
    for (let minute = from; minute < until; minute += MINUTE) {
      client.push(this.#works(id, minute) && !this.#isOff(id, minute));
      clear.push(!this.#isTaken(id, minute, question.roomId, question.now));
    }
    return { client, clear };
  }

  /** Every start of the rhythm that can be had and is wished. */
  *#starts(id: string, question: Question): Generator<number> {
    const [first = "", last = ""] = [question.days[0], question.days.at(-1)];
    let from = question.from - DAY_AT_MOST;
    while (dayOf(this.#zone, from) < first) from += RHYTHM;
    from -= from % RHYTHM;
    let until = from;
    while (dayOf(this.#zone, until) <= last) until += RHYTHM;
    const { client, clear } = this.#minutes(id, from, question, until + DAY_AT_MOST);
    const all = (list: readonly boolean[], start: number, minutes: number): boolean => {
      for (let i = 0; i < minutes; i++) if (!list[(start - from) / MINUTE + i]) return false;
      return true;
    };
    for (let start = from; start < until; start += RHYTHM) {
      if (start < question.from) continue;
      if (question.weekdays && !question.weekdays.includes(weekday(dayOf(this.#zone, start)))) continue;
      const shown = wallMinutes(this.#zone, start);
      if (question.between && (shown < question.between[0] || shown >= question.between[1])) continue;
      if (!all(client, start, question.minutes)) continue;
      if (all(clear, start, question.minutes + question.bufferMinutes)) yield start;
    }
  }

  /** The first of each stretch, and each quarter of an hour in it; by time, then in the order of the practitioners. */
  find(question: Question): Pick<FreeTime, "practitionerId" | "startsAt">[] {
    const found = question.practitionerIds.flatMap((practitionerId) => {
      const starts = [...this.#starts(practitionerId, question)];
      const known = new Set(starts);
      return starts
        .filter((start) => start % QUARTER === 0 || !known.has(start - RHYTHM))
        .map((startsAt) => ({ practitionerId, startsAt }));
    });
    return found.toSorted((a, b) => a.startsAt - b.startsAt);
  }

  /** The first start from the five minutes of `now` on, and the first minute after it (of two days) that is not free. */
  next(id: string, question: Question): { startsAt: number; freeUntil: number } | null {
    const from = question.now - (question.now % RHYTHM);
    for (const startsAt of this.#starts(id, { ...question, from })) {
      const { client, clear } = this.#minutes(id, startsAt, question, startsAt + DAY_AT_MOST * 2);
      const over = client.findIndex((is, i) => !is || !clear[i]);
      const free = over === -1 ? client.length : over;
      return { startsAt, freeUntil: startsAt + free * MINUTE };
    }
    return null;
  }
}
