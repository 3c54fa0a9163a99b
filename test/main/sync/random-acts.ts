import type { AppointmentRow } from "../../../main/db/appointments.ts";
import type { Resolution } from "../../../src/conflicts/conflict.ts";
import type { Replica } from "../../helpers/replica.ts";
import { at } from "../../helpers/set-up-practice.ts";

/** Seeded: the same afternoon again for the same number (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Acts at one desk, on whatever it shows: so few times, people and rooms that desks meet again and again. */
export class RandomActs {
  readonly desk: Replica;
  readonly #random: () => number;
  #lastOp: string | undefined;

  constructor(desk: Replica, random: () => number) {
    this.desk = desk;
    this.#random = random;
  }

  /** Answers what was done, for a failing seed's story. */
  act(): string {
    const acts = [
      this.#book,
      this.#book,
      this.#move,
      this.#move,
      this.#swap,
      this.#cancel,
      this.#mark,
      this.#mark,
      this.#change,
      this.#timeOff,
      this.#changeTimeOff,
      this.#removeTimeOff,
      this.#group,
      this.#seat,
      this.#unseat,
      this.#note,
      this.#client,
      this.#hours,
      this.#exception,
      this.#undo,
      this.#settle,
      this.#settle,
    ];
    const act = this.#pick(acts);
    const answer = act.call(this);
    if (answer === undefined) return "nothing";
    const [name, input, said] = answer;
    if (said.ok && said.value.opId !== undefined) this.#lastOp = said.value.opId;
    return `${this.desk.actor} ${name} ${JSON.stringify(input)} ${said.ok ? `ok ${said.value.opId}` : said.error.code}`;
  }

  #send(name: never, input: Record<string, unknown>): Said {
    return [name, input, this.desk.send(name, input as never) as never];
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }
  #chance(share: number): boolean {
    return this.#random() < share;
  }
  #ids(table: string, where = "1"): string[] {
    return this.desk.db
      .prepare<[], string>(`SELECT id FROM ${table} WHERE ${where} ORDER BY id`)
      .pluck()
      .all();
  }
  #row(): AppointmentRow | undefined {
    return this.#pick(
      this.desk.db
        .prepare<[], AppointmentRow>(
          "SELECT * FROM appointment WHERE status NOT IN ('pending', 'entered-in-error') ORDER BY id",
        )
        .all(),
    );
  }
  #start(): number {
    return at("9:00") + Math.floor(this.#random() * 6) * 1_800;
  }
  #place() {
    const reason = this.#chance(0.5) ? { outsideReason: "asked for it" } : {};
    return {
      practitionerId: this.#pick(this.#ids("practitioner", "removed = 0")),
      roomId: this.#chance(0.5) ? null : this.#pick(this.#ids("room", "removed = 0")),
      startsAt: this.#start(),
      ...reason,
    };
  }
  #book(): Said {
    const typeId = this.#ids("appointment_type", "capacity IS NULL")[0];
    const clientId = this.#pick(this.#ids("client"));
    return this.#send("appointments.book" as never, { ...this.#place(), typeId, clientId, source: "phone" });
  }
  #group(): Said {
    const typeId = this.#ids("appointment_type", "capacity IS NOT NULL")[0];
    return this.#send("appointments.book" as never, { ...this.#place(), typeId, source: "phone" });
  }
  #move(): Said | undefined {
    const row = this.#row();
    return (
      row && this.#send("appointments.move" as never, { id: row.id, version: row.version, ...this.#place() })
    );
  }
  #swap(): Said | undefined {
    const [first, second] = [this.#row(), this.#row()];
    if (!first || !second) return undefined;
    return this.#send("appointments.swap" as never, {
      first: { id: first.id, version: first.version },
      second: { id: second.id, version: second.version },
      outsideReason: "they agreed",
    });
  }
  #cancel(): Said | undefined {
    const row = this.#row();
    return (
      row &&
      this.#send("appointments.cancel" as never, {
        id: row.id,
        version: row.version,
        reason: this.#pick(["ill", "away"]),
      })
    );
  }
  #mark(): Said | undefined {
    const row = this.#row();
    const status = this.#pick(["booked", "booked", "arrived", "checked-in", "fulfilled", "noshow"]);
    return (
      row && this.#send("appointments.set-status" as never, { id: row.id, version: row.version, status })
    );
  }
  #change(): Said | undefined {
    const row = this.#row();
    if (!row) return undefined;
    const capacity = this.desk.db.prepare("SELECT 1 FROM group_session WHERE appointment_id = ?").get(row.id);
    return this.#send("appointments.change" as never, {
      id: row.id,
      version: row.version,
      ...(this.#chance(0.5) && { durationMinutes: this.#pick([20, 50, 80]) }),
      ...(this.#chance(0.3) && { roomId: this.#pick(this.#ids("room")) }),
      ...(this.#chance(0.5) && capacity === undefined && { clientId: this.#pick(this.#ids("client")) }),
      ...(this.#chance(0.5) && capacity !== undefined && { capacity: this.#pick([1, 2, 3]) }),
      ...(this.#chance(0.3) && { source: this.#pick(["phone", "email"]) }),
    });
  }
  #timeOff(): Said {
    const startsAt = this.#start();
    return this.#send("blocks.create" as never, {
      practitionerId: this.#pick(this.#ids("practitioner")),
      startsAt,
      endsAt: startsAt + this.#pick([1_800, 5_400]),
      reason: "away",
      keepBookings: true,
      ...(this.#chance(0.3) && { recurrence: { rrule: "FREQ=DAILY;COUNT=3" } }),
    });
  }
  #block() {
    const blocks = this.desk.db
      .prepare<[], { id: string; version: number }>(
        "SELECT id, version FROM block WHERE removed = 0 ORDER BY id",
      )
      .all();
    return this.#pick(blocks) as { id: string; version: number } | undefined;
  }
  #changeTimeOff(): Said | undefined {
    const block = this.#block();
    const startsAt = this.#start();
    const time = {
      startsAt,
      endsAt: startsAt + 1_800,
      reason: this.#pick(["away", "lunch"]),
      keepBookings: true,
    };
    return block && this.#send("blocks.change" as never, { ...block, ...time });
  }
  #removeTimeOff(): Said | undefined {
    const block = this.#block();
    return (
      block &&
      this.#send("blocks.remove" as never, { ...block, scope: this.#pick(["one", "following", "all"]) })
    );
  }
  #seat(): Said | undefined {
    const session = this.#pick(this.#ids("appointment", "id IN (SELECT appointment_id FROM group_session)"));
    const clientId = this.#pick(this.#ids("client"));
    return session === undefined
      ? undefined
      : this.#send("appointments.add-attendee" as never, { appointmentId: session, clientId });
  }
  #unseat(): Said | undefined {
    const attendeeId = this.#pick(this.#ids("attendee", "seat IS NOT NULL"));
    return attendeeId === undefined
      ? undefined
      : this.#send("appointments.remove-attendee" as never, { attendeeId });
  }
  #note(): Said | undefined {
    const row = this.#row();
    return row && this.#send("appointments.add-note" as never, { appointmentId: row.id, text: "rang up" });
  }
  #client(): Said | undefined {
    const client = this.#pick(
      this.desk.db
        .prepare<[], { id: string; version: number; name: string }>(
          "SELECT id, version, name FROM client ORDER BY id",
        )
        .all(),
    );
    return this.#send("clients.change" as never, {
      id: client.id,
      version: client.version,
      name: this.#pick([client.name, "Another name", "A third name"]),
      ...(this.#chance(0.5) && { phone: this.#pick(["030 1", "030 2"]) }),
    });
  }
  #hours(): Said {
    const practitionerId = this.#pick(this.#ids("practitioner"));
    const validFrom = this.#pick(["2026-06-01", "2026-07-01"]);
    const version = this.desk.db
      .prepare(
        "SELECT version FROM working_hours WHERE practitioner_id = ? AND valid_from = ? AND removed = 0",
      )
      .pluck()
      .get(practitionerId, validFrom) as number | undefined;
    const day = this.#pick([[[540, 720]], [[600, 960]], []]);
    return this.#send("hours.set" as never, {
      practitionerId,
      validFrom,
      pattern: [day, day, day, day, day, [], []],
      keepBookings: true,
      ...(version !== undefined && { version }),
    });
  }
  #exception(): Said {
    const practitionerId = this.#pick(this.#ids("practitioner"));
    const day = this.#pick(["2026-06-02", "2026-06-03"]);
    const version = this.desk.db
      .prepare("SELECT version FROM hours_exception WHERE practitioner_id = ? AND day = ? AND removed = 0")
      .pluck()
      .get(practitionerId, day) as number | undefined;
    return this.#send("hours.set-exception" as never, {
      practitionerId,
      day,
      ranges: this.#pick([null, [], [[540, 600]]]),
      keepBookings: true,
      ...(version !== undefined && { version }),
    });
  }
  #undo(): Said | undefined {
    const opId = this.#lastOp;
    return opId === undefined ? undefined : this.#send("appointments.undo" as never, { opId });
  }
  #settle(): Said | undefined {
    const list = this.desk.ask("conflicts.list", {});
    if (!list.ok) return undefined;
    const conflict = this.#pick(list.value.conflicts);
    if (!conflict || conflict.ways.length === 0) return undefined;
    const how: Resolution = this.#pick(conflict.ways);
    const place = this.#place();
    const nearest = this.#chance(0.7) ? conflict.nearest[0] : undefined;
    const more = {
      moved: nearest ? { practitionerId: nearest.practitionerId, startsAt: nearest.startsAt } : place,
      swapped: {
        otherPractitionerId: place.practitionerId,
        otherStartsAt: at("14:00") + Math.floor(this.#random() * 3) * 3_600,
      },
      cancelled: { reason: "no time" },
    };
    return this.#send("conflicts.resolve" as never, {
      conflictId: conflict.id,
      how,
      ...(more as Record<string, object>)[how],
    });
  }
}

type Said = [
  name: string,
  input: unknown,
  said: { ok: true; value: { opId?: string } } | { ok: false; error: { code: string } },
];
