import * as fc from "fast-check";
import { expect, test } from "vitest";
import { HOLD_SECONDS } from "../../../src/appointments/hold.ts";
import { isOccupying, type Status } from "../../../src/appointments/status.ts";
import { book } from "../../helpers/book.ts";
import { command } from "../../helpers/call.ts";
import { openDesk } from "../../helpers/open-desk.ts";
import { openRaw, overlapsIn } from "../../helpers/raw-database.ts";
import { at, setUpPractice } from "../../helpers/set-up-practice.ts";
import { testClock } from "../../helpers/test-clock.ts";
import { DAYS, type Kept, type Place, SlowReference } from "./slow-reference.ts";

/** Random afternoons at two windows: after each act the desk and the slow reference agree, and nothing overlaps. */

const TYPES = [
  { name: "session", minutes: 50, buffer: 10 },
  { name: "intake", minutes: 90, buffer: 0 },
  { name: "short", minutes: 15, buffer: 0 },
] as const;

const spot = fc.record({
  practitioner: fc.constantFrom("ada", "ben"),
  room: fc.constantFrom(null, null, "blue", "green"),
  day: fc.constantFrom(...DAYS),
  // Half past eight to half past five, on the quarter or just beside it.
  slot: fc.integer({ min: 34, max: 70 }),
  beside: fc.constantFrom(0, 0, 0, 5, 10),
});
const common = { window: fc.constantFrom("w1", "w2"), which: fc.nat(30) };
const act = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("book"),
      ...common,
      spot,
      type: fc.nat(2),
      reason: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("move"), ...common, spot, reason: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("lengthen"),
      ...common,
      minutes: fc.integer({ min: 1, max: 24 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("cancel"), ...common }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("mark"),
      ...common,
      status: fc.constantFrom<Status>("booked", "arrived", "checked-in", "fulfilled", "noshow"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("swap"), ...common, other: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("hold"), ...common, spot, type: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("off"), ...common, spot }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("undo"), ...common }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("wait"), ...common, seconds: fc.constantFrom(5, 100, 200) }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;
type Spot = typeof spot extends fc.Arbitrary<infer S> ? S : never;

async function afternoon(acts: readonly Act[]): Promise<void> {
  const clock = testClock();
  const { desk, dataDir, close } = await openDesk({ clock });
  const practice = await setUpPractice(desk);
  const raw = openRaw(dataDir);
  const reference = new SlowReference();
  const who = practice.practitioners;
  const roomOf = (name: Spot["room"]) => (name === null ? null : practice.rooms[name]);
  const startOf = ({ day, slot, beside }: Spot) => at("0:00", day) + (slot * 15 + beside) * 60;
  let last: { opId: string; kept: Kept[]; off: SlowReference["off"] } | undefined;

  const placeAt = (s: Spot, minutes: number, buffer: number): Place => ({
    practitioner: s.practitioner,
    room: s.room,
    startsAt: startOf(s),
    endsAt: startOf(s) + minutes * 60,
    busyUntil: startOf(s) + (minutes + buffer) * 60,
  });
  const existing = (which: number): Kept | undefined => {
    const all = reference.kept.filter((k) => k.status !== "pending");
    return all[which % Math.max(1, all.length)];
  };
  const versionOf = (id: string) =>
    raw.prepare("SELECT version FROM appointment WHERE id = ?").pluck().get(id) as number;

  async function run(a: Act): Promise<void> {
    const caller = { window: a.window, actor: a.window };
    const now = clock();
    const before = { kept: [...reference.kept], off: [...reference.off] };
    /** The desk's answer has to be the reference's; on yes, the reference takes it over too. */
    const agree = (
      answer: { ok: boolean; value?: unknown; error?: { code: string } },
      verdict: string,
      yes: (value: never) => void,
    ) => {
      expect([a, answer.ok ? "ok" : answer.error?.code]).toEqual([a, verdict]);
      if (!answer.ok) return;
      yes(answer.value as never);
      const { opId } = answer.value as { opId?: string };
      // An act that set everything to what it was has left no op.
      const left = raw.prepare("SELECT 1 FROM outbox WHERE op_id = ?").get(opId ?? "") !== undefined;
      last = opId !== undefined && left ? { opId, ...before } : undefined;
    };
    const edit = (k: Kept) => ({ id: k.id, version: versionOf(k.id) });

    switch (a.kind) {
      case "book": {
        const type = TYPES[a.type as 0 | 1 | 2];
        const place = placeAt(a.spot, type.minutes, type.buffer);
        const hold = reference.kept.find((k) => k.window === a.window);
        const except = hold ? [hold.id] : [];
        const answer = await book(
          desk,
          practice,
          {
            practitionerId: who[place.practitioner as "ada"],
            roomId: roomOf(a.spot.room),
            startsAt: place.startsAt,
            typeId: practice.types[type.name],
            ...(a.reason && { outsideReason: "asked" }),
            ...(hold && { holdId: hold.id }),
          },
          caller,
        );
        agree(
          answer,
          reference.verdict(place, a.reason, except, a.window, now),
          ({ appointment }: { appointment: Kept }) => {
            expect(appointment.id).toBe(hold?.id ?? appointment.id);
            reference.put(
              { id: appointment.id, ...place, status: "booked", window: null, expiresAt: null },
              a.window,
              now,
            );
          },
        );
        return;
      }
      case "hold": {
        const type = TYPES[a.type as 0 | 1 | 2];
        const place = placeAt(a.spot, type.minutes, type.buffer);
        const answer = await command(
          desk,
          "appointments.hold",
          {
            practitionerId: who[place.practitioner as "ada"],
            roomId: roomOf(a.spot.room),
            startsAt: place.startsAt,
            typeId: practice.types[type.name],
          },
          caller,
        );
        agree(answer, reference.verdict(place, true, [], a.window, now), ({ holdId }: { holdId: string }) => {
          reference.dropHoldsOf(a.window);
          const expiresAt = now + HOLD_SECONDS;
          reference.put(
            { id: holdId, ...place, status: "pending", window: a.window, expiresAt },
            a.window,
            now,
          );
        });
        return;
      }
      case "move": {
        const k = existing(a.which);
        if (!k) return;
        const place = placeAt(a.spot, (k.endsAt - k.startsAt) / 60, (k.busyUntil - k.endsAt) / 60);
        const movable = ["booked", "arrived", "checked-in"].includes(k.status);
        const verdict = movable
          ? reference.verdict(place, a.reason, [k.id], a.window, now)
          : "status-not-allowed";
        const answer = await command(
          desk,
          "appointments.move",
          {
            ...edit(k),
            practitionerId: who[place.practitioner as "ada"],
            roomId: roomOf(a.spot.room),
            startsAt: place.startsAt,
            ...(a.reason && { outsideReason: "asked" }),
          },
          caller,
        );
        agree(answer, verdict, () => reference.put({ ...k, ...place }, a.window, now));
        return;
      }
      case "lengthen": {
        const k = existing(a.which);
        if (!k) return;
        const endsAt = k.startsAt + a.minutes * 300;
        const place = { ...k, endsAt, busyUntil: endsAt + k.busyUntil - k.endsAt };
        const taken = isOccupying(k.status) && reference.taken(place, [k.id], a.window, now);
        const off =
          isOccupying(k.status) && k.endsAt < endsAt && reference.blocked(k.practitioner, k.endsAt, endsAt);
        const answer = await command(
          desk,
          "appointments.change",
          { ...edit(k), durationMinutes: a.minutes * 5 },
          caller,
        );
        agree(answer, taken ? "slot-taken" : off ? "blocked" : "ok", () => {
          if (isOccupying(k.status)) reference.put(place, a.window, now);
          else reference.kept = reference.kept.map((other) => (other.id === k.id ? place : other));
        });
        return;
      }
      case "cancel": {
        const k = existing(a.which);
        if (!k) return;
        const may = ["booked", "arrived", "checked-in"].includes(k.status);
        const answer = await command(desk, "appointments.cancel", { ...edit(k), reason: "ill" }, caller);
        agree(answer, may ? "ok" : "status-not-allowed", () => {
          reference.kept = reference.kept.map((other) =>
            other.id === k.id ? { ...k, status: "cancelled" } : other,
          );
        });
        return;
      }
      case "mark": {
        const k = existing(a.which);
        if (!k) return;
        const back = !isOccupying(k.status) && a.status === "booked";
        const takes = isOccupying(a.status);
        const verdict = !reference.mayBecome(k.status, a.status)
          ? "status-not-allowed"
          : takes && reference.taken(k, [k.id], a.window, now)
            ? "slot-taken"
            : takes && back && reference.blocked(k.practitioner, k.startsAt, k.endsAt)
              ? "blocked"
              : "ok";
        const answer = await command(
          desk,
          "appointments.set-status",
          { ...edit(k), status: a.status },
          caller,
        );
        agree(answer, verdict, () => {
          if (takes) reference.put({ ...k, status: a.status }, a.window, now);
          else
            reference.kept = reference.kept.map((other) =>
              other.id === k.id ? { ...k, status: a.status } : other,
            );
        });
        return;
      }
      case "swap": {
        const [one, two] = [existing(a.which), existing(a.other)];
        if (!one || !two || one === two) return;
        const movable = [one, two].every((k) => ["booked", "arrived", "checked-in"].includes(k.status));
        const into = (k: Kept, target: Kept): Kept => ({
          ...k,
          practitioner: target.practitioner,
          room: target.room,
          startsAt: target.startsAt,
          endsAt: target.startsAt + k.endsAt - k.startsAt,
          busyUntil: target.startsAt + k.busyUntil - k.startsAt,
        });
        const [first, second] = [into(one, two), into(two, one)];
        const one1 = reference.verdict(first, true, [one.id, two.id], a.window, now);
        const tries = new SlowReference();
        tries.kept = reference.kept.filter((k) => k.id !== one.id && k.id !== two.id);
        tries.off = reference.off;
        tries.put(first, a.window, now);
        const two1 = tries.verdict(second, true, [], a.window, now);
        const verdict = !movable ? "status-not-allowed" : one1 === "ok" ? two1 : one1;
        const answer = await command(
          desk,
          "appointments.swap",
          { first: edit(one), second: edit(two), outsideReason: "asked" },
          caller,
        );
        agree(answer, verdict, () => {
          reference.kept = reference.kept.filter((k) => k.id !== one.id && k.id !== two.id);
          reference.put(first, a.window, now);
          reference.put(second, a.window, now);
        });
        return;
      }
      case "off": {
        const off = {
          practitioner: a.spot.practitioner,
          startsAt: startOf(a.spot),
          endsAt: startOf(a.spot) + 3600,
        };
        const answer = await command(
          desk,
          "blocks.create",
          {
            practitionerId: who[off.practitioner as "ada"],
            startsAt: off.startsAt,
            endsAt: off.endsAt,
            reason: "course",
            keepBookings: true,
          },
          caller,
        );
        agree(answer, "ok", () => reference.off.push(off));
        return;
      }
      case "undo": {
        if (!last) return;
        const { opId, kept, off } = last;
        last = undefined;
        const answer = await command(desk, "appointments.undo", { opId }, caller);
        // Nothing came in between but time and holds.
        if (!answer.ok) return expect(["undo-expired", "slot-taken"]).toContain(answer.error.code);
        const ids = new Set(kept.filter((k) => k.status !== "pending").map((k) => k.id));
        const withdrawn = reference.kept.filter((k) => k.status !== "pending" && !ids.has(k.id));
        const holds = reference.kept.filter((k) => k.status === "pending");
        reference.kept = [
          ...kept.filter((k) => k.status !== "pending"),
          ...withdrawn.map((k) => ({ ...k, status: "entered-in-error" as const })),
        ];
        reference.off = off;
        const held = raw.prepare("SELECT id FROM appointment WHERE status = 'pending'").pluck().all();
        reference.kept.push(...holds.filter((k) => held.includes(k.id)));
        return;
      }
      case "wait":
        clock.advance(a.seconds);
    }
  }

  try {
    for (const a of acts) {
      await run(a);
      expect(overlapsIn(raw)).toEqual([]);
    }
    const rows = raw
      .prepare("SELECT id, starts_at, ends_at, busy_until, status, placed FROM appointment ORDER BY id")
      .raw()
      .all();
    const wanted = reference.kept.map((k) => [k.id, k.startsAt, k.endsAt, k.busyUntil, k.status, 1]);
    expect(rows).toEqual(wanted.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
  } finally {
    raw.close();
    await close();
  }
}

test("whatever is asked in whatever order, the right ones are refused and nothing overlaps", async () => {
  await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 70, size: "max" }), afternoon), {
    numRuns: 60,
    interruptAfterTimeLimit: 20_000,
  });
});
