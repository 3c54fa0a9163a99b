import { expect, test } from "vitest";
import { book } from "../helpers/book.ts";
import { done, query } from "../helpers/call.ts";
import { openTestDesk } from "../helpers/open-test-desk.ts";
import { at, MONDAY, setUpPractice } from "../helpers/set-up-practice.ts";

test("an appointment is booked, shown on its day, and its time is refused to the next caller", async () => {
  const { desk } = await openTestDesk();
  const practice = await setUpPractice(desk);
  expect(desk.state).toEqual({ state: "ready" });
  const { appointment } = await done(book(desk, practice, { startsAt: at("10:00") }));
  expect(appointment).toMatchObject({ clientName: "Client 01", endsAt: at("10:50"), busyUntil: at("11:00") });

  const day = await done(query(desk, "schedule.day", { day: MONDAY }));
  expect(day.appointments).toEqual([appointment]);
  const second = book(desk, practice, { startsAt: at("10:30"), clientId: practice.clients[1] });
  expect(await second).toMatchObject({
    ok: false,
    error: {
      code: "slot-taken",
      taken: { clientName: "Client 01" },
      nearest: [{ startsAt: at("11:00") }, {}, {}],
    },
  });
  const found = query(desk, "clients.search", { text: "cli 02" });
  expect((await done(found)).clients).toHaveLength(1);
});
