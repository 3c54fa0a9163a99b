import { call, done } from "./helpers/call.ts";
import { expect, keepScreen } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, tomorrow } from "./helpers/practice.ts";
import { card, notification, tabTo } from "./helpers/screen.ts";
import { exchanged, type SharedPractice, test } from "./helpers/shared-practice.ts";

test.describe.configure({ timeout: 120_000 });

/** As a rule does that a newer server has, and this desk has not heard of. */
const serverRefuses = ({ database }: SharedPractice, startsAt: number) =>
  database.owner.query(
    `ALTER TABLE anteroom.appointment ADD CONSTRAINT not_at_${startsAt} CHECK (starts_at <> ${startsAt})`,
  );

test("what the server does not take is told on Health, and taken back there by keys", async ({ shared }) => {
  const { first, second, practice } = shared;
  const { window } = first;
  const { keyboard } = window;
  const [maria = "", jonas = ""] = practice.clients;
  await done(book(window, practice, { startsAt: at("08:00"), clientId: maria }));
  await exchanged(first, second);
  await serverRefuses(shared, at("11:00"));
  const [ada = "", ben = ""] = practice.practitioners;
  const [moved] = (await done(call(window, "schedule.day", { day: tomorrow() }))).appointments;
  const { id = "", version = 0 } = moved ?? {};
  const to = { practitionerId: ada, startsAt: at("11:00") };
  await done(call(window, "appointments.move", { id, version, ...to }));
  await done(book(window, practice, { startsAt: at("11:00"), practitionerId: ben, clientId: jonas }));

  await window.getByRole("button", { name: /2 changes were not taken over$/ }).click();
  const list = window.getByRole("group", { name: "2 changes were not taken over" });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await expect(list).toContainText(/Move of Maria Lopez to \w+ \d+ \w+ 11:00 with Dr Ada Okafor/);
  await expect(list).toContainText(/Booking of Jonas Weber, \w+ \d+ \w+ 11:00 with Ben Ruiz/);
  await expect(list).toContainText("Desk 1, just now");
  await list.scrollIntoViewIfNeeded();
  await inspect(window, "health-refused");

  const takeBack = window.getByRole("button", { name: "Take it back" });
  await tabTo(window, takeBack.first());
  await keyboard.press("Enter");
  await expect(notification(window, /^Taken back here: Move of Maria Lopez.*Do it again if/)).toBeVisible();
  const left = window.getByRole("group", { name: "One change was not taken over" });
  await expect(left).toBeFocused();
  await keyboard.press("Tab");
  await expect(takeBack).toBeFocused();
  await keyboard.press("Enter");
  await expect(
    notification(window, /^Taken back here: Booking of Jonas Weber.*Book it again if it still holds/),
  ).toBeVisible();
  await expect(window.getByRole("group", { name: "No change is held back any more." })).toBeFocused();
  await inspect(window, "health-taken-back");

  await keyboard.press("Escape");
  await exchanged(first, second);
  await expect(card(window, /^Jonas Weber/)).toBeHidden();
  await card(window, "Maria Lopez, Follow-up, 8:00 to 8:30, booked").click();
  await window.getByRole("button", { name: "History" }).click();
  const history = window.getByRole("complementary").getByRole("listitem");
  await expect(history.nth(0)).toContainText("Took back what the server had refused");
  await expect(history.nth(1)).toContainText(/Moved from \w+ \d+ \w+ 8:00 to \w+ \d+ \w+ 11:00/);
  await keepScreen(window, "history-taken-back");
});
