import { expect, test } from "vitest";
import type { Replica } from "../../helpers/replica.ts";
import { at, MONDAY } from "../../helpers/set-up-practice.ts";
import { openConflicts, shareAll, sharingReplicas, yes } from "../../helpers/sharing-replicas.ts";

/** A block that repeats, changed at one desk while the other one works alone. */

const WEEKS = [MONDAY, "2026-03-09", "2026-03-16", "2026-03-23"] as const;

const standing = ({ db }: Replica) =>
  db.prepare("SELECT id, starts_at, ends_at, reason FROM block WHERE removed = 0 ORDER BY starts_at").all();

test("the new series arrives whole, and a booking that the other desk made in its new time is a decision on both", () => {
  const s = sharingReplicas();
  const { one, two } = s;
  const lunch = { practitionerId: s.ada, startsAt: at("12:00"), endsAt: at("12:30"), reason: "Lunch" };
  const { blocks } = yes(
    one.send("blocks.create", { ...lunch, recurrence: { rrule: "FREQ=WEEKLY;COUNT=4" } }),
  );
  shareAll(s.feed, one, two);
  expect(standing(two)).toEqual(standing(one));

  const [, second = MONDAY, third = MONDAY] = WEEKS;
  yes(
    one.send("blocks.change", {
      id: blocks[1]?.id ?? "",
      version: 1,
      startsAt: at("14:00", second),
      endsAt: at("14:30", second),
      reason: "Lunch",
      scope: "following",
    }),
  );
  const { appointment } = yes(
    two.send("appointments.book", {
      practitionerId: s.ada,
      clientId: s.clients[0] ?? "",
      typeId: s.session,
      source: "phone",
      startsAt: at("14:00", third),
    }),
  );
  shareAll(s.feed, one, two);
  const times = [at("12:00"), ...WEEKS.slice(1).map((day) => at("14:00", day))];
  for (const desk of [one, two]) {
    expect(standing(desk)).toMatchObject(times.map((starts_at) => ({ starts_at })));
    expect(openConflicts(desk)).toMatchObject([{ kind: "booking-meets-block", row_id: appointment.id }]);
  }
});
