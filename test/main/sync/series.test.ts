import { expect, test } from "vitest";
import type { Replica } from "../../helpers/replica.ts";
import { at, MONDAY } from "../../helpers/set-up-practice.ts";
import { openConflicts, shareAll, sharingReplicas, yes } from "../../helpers/sharing-replicas.ts";

/** A series of appointments, changed at one desk while the other one books alone. */

const WEEKS = [MONDAY, "2026-03-09", "2026-03-16", "2026-03-23"] as const;

type Row = { id: string; version: number; starts_at: number; status: string; placed: number };
const seriesAt = ({ db }: Replica): Row[] =>
  db
    .prepare<[], Row>(
      "SELECT id, version, starts_at, status, placed FROM appointment WHERE series_id IS NOT NULL ORDER BY starts_at",
    )
    .all();
const startsAt = (replica: Replica): number[] => seriesAt(replica).map(({ starts_at }) => starts_at);

function sharedSeries() {
  const s = sharingReplicas();
  const what = { clientId: s.clients[0] ?? "", typeId: s.session, source: "phone" } as const;
  const times = WEEKS.map((day) => ({ practitionerId: s.ada, startsAt: at("10:00", day) }));
  yes(s.one.send("appointments.book-series", { ...what, times }));
  shareAll(s.feed, s.one, s.two);
  expect(seriesAt(s.two)).toMatchObject(times.map((time) => ({ starts_at: time.startsAt, placed: 1 })));
  /** Those from the second week on to two o'clock. */
  const moveFollowing = () =>
    yes(
      s.one.send("appointments.change-series", {
        appointments: seriesAt(s.one)
          .slice(1)
          .map(({ id, version }, index) => ({
            id,
            version,
            practitionerId: s.ada,
            startsAt: at("14:00", WEEKS[index + 1]),
          })),
      }),
    );
  const bookAtTwo = () =>
    yes(
      s.two.send("appointments.book", {
        ...what,
        clientId: s.clients[1] ?? "",
        practitionerId: s.ada,
        startsAt: at("14:00", WEEKS[2]),
      }),
    ).appointment;
  return { ...s, moveFollowing, bookAtTwo };
}

test("this and the following arrive at their new times, and a later booking there has lost", () => {
  const { one, two, feed, moveFollowing, bookAtTwo } = sharedSeries();
  moveFollowing();
  const lost = bookAtTwo();
  shareAll(feed, one, two);
  const times = [at("10:00", WEEKS[0]), ...WEEKS.slice(1).map((day) => at("14:00", day))];
  for (const desk of [one, two]) {
    expect(startsAt(desk)).toEqual(times);
    expect(openConflicts(desk)).toMatchObject([{ kind: "slot-taken", row_id: lost.id }]);
  }
});

test("where the other desk was first at one of the times, every one keeps the time it had, and each is a decision", () => {
  const { one, two, feed, moveFollowing, bookAtTwo } = sharedSeries();
  const first = bookAtTwo();
  moveFollowing();
  shareAll(feed, two, one);
  const moved = seriesAt(one).slice(1);
  for (const desk of [one, two]) {
    expect(startsAt(desk)).toEqual(WEEKS.map((day) => at("10:00", day)));
    expect(seriesAt(desk).every(({ placed }) => placed === 1)).toBe(true);
    const open = openConflicts(desk);
    expect(open.map(({ kind }) => kind)).toEqual(Array(3).fill("reschedule-race"));
    expect(new Set(open.map(({ row_id }) => row_id))).toEqual(new Set(moved.map(({ id }) => id)));
    expect(open.map(({ other_id }) => other_id)).toContain(first.id);
  }
});

test("cancelled at one desk while one of it arrived at the other: the others are cancelled, that one is a decision", () => {
  const { one, two, feed } = sharedSeries();
  const third = seriesAt(two)[2] as Row;
  yes(two.send("appointments.set-status", { id: third.id, version: third.version, status: "arrived" }));
  yes(
    one.send("appointments.cancel-series", {
      reason: "moved away",
      appointments: seriesAt(one).map(({ id, version }) => ({ id, version })),
    }),
  );
  shareAll(feed, two, one);
  for (const desk of [one, two]) {
    expect(seriesAt(desk).map(({ status }) => status)).toEqual([
      "cancelled",
      "cancelled",
      "arrived",
      "cancelled",
    ]);
    expect(openConflicts(desk)).toMatchObject([{ kind: "edit-after-cancel", row_id: third.id }]);
  }
});
