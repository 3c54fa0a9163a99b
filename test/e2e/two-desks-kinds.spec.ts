import { call, done } from "./helpers/call.ts";
import { type Desk, expect } from "./helpers/desk.ts";
import { inspect } from "./helpers/inspect.ts";
import { at, book, tomorrow } from "./helpers/practice.ts";
import { card } from "./helpers/screen.ts";
import { cutLine, exchanged, type SharedPractice, test } from "./helpers/shared-practice.ts";

test.describe.configure({ timeout: 120_000 });

/** What comes about while two desks are apart, beside two bookings for one time; each settled by keys. */

/** The first desk's act arrives before the second one's, which knew nothing of it. */
async function apart(
  { first, second }: SharedPractice,
  ofFirst: () => Promise<unknown>,
  ofSecond: () => Promise<unknown>,
): Promise<void> {
  await exchanged(first, second);
  await cutLine(second, true);
  await ofFirst();
  await exchanged(first);
  await ofSecond();
  await cutLine(second, false);
  await exchanged(second, first);
}

const day = async ({ window }: Desk) =>
  (await done(call(window, "schedule.day", { day: tomorrow() }))).appointments;
const of = async (desk: Desk, name: string) => {
  const found = (await day(desk)).find(({ clientName }) => clientName === name);
  if (!found) throw new Error(`${name} is not on the board`);
  return found;
};
const editOf = async (desk: Desk, name: string) => {
  const { id, version } = await of(desk, name);
  return { id, version };
};

/** By keys alone, at the desk that came second. */
async function openDecision({ window }: Desk, title: string) {
  await window.keyboard.press("o");
  const details = window.getByRole("tabpanel").getByRole("region", { name: title });
  await expect(window.getByRole("tab").first()).toBeFocused();
  await expect(details).toBeVisible();
  return details;
}

async function nothingOpen({ first, second }: SharedPractice): Promise<void> {
  await expect(second.window.getByRole("heading", { name: "Nothing needs a decision" })).toBeVisible();
  await exchanged(second, first);
  for (const { window } of [first, second]) {
    await expect(window.getByRole("button", { name: /needs? a decision$/ })).toBeHidden();
    expect((await done(call(window, "conflicts.list", {}))).open).toBe(0);
  }
}

test("one appointment moved at two desks stays where the first put it, until a person says otherwise", async ({
  shared,
}) => {
  const { first, second, practice } = shared;
  const maria = "Maria Lopez";
  await done(book(first.window, practice, { startsAt: at("09:00") }));
  const move = async (desk: Desk, time: string) => {
    const to = { practitionerId: practice.practitioners[0] ?? "", startsAt: at(time) };
    await done(call(desk.window, "appointments.move", { ...(await editOf(desk, maria)), ...to }));
  };
  await apart(
    shared,
    () => move(first, "10:00"),
    () => move(second, "11:00"),
  );
  for (const desk of [first, second]) {
    await expect(
      card(desk.window, /^Maria Lopez, Follow-up, 10:00 to 10:30.*needs a decision$/),
    ).toBeVisible();
  }
  const details = await openDecision(second, "A move that did not fit");
  await expect(details).toContainText(
    /Maria Lopez was moved to \w+ \d+ \w+ 11:00 to 11:30 with Dr Ada Okafor/,
  );
  await expect(details).toContainText("another desk had moved it first");
  await expect(details).toContainText("with Dr Ada Okafor, as Desk 1 set it.");
  await inspect(second.window, "two-desks-reschedule-race");
  await second.window.keyboard.press("k");
  await nothingOpen(shared);
  await second.window.keyboard.press("Escape");
  await card(second.window, "Maria Lopez, Follow-up, 10:00 to 10:30, booked").click();
  await second.window.getByRole("button", { name: "History" }).click();
  const history = second.window.getByRole("complementary").getByRole("listitem");
  await expect(history.first()).toContainText("Decided: kept as it was");
});

test("a telephone number written differently at two desks is chosen by a key", async ({ shared }) => {
  const { first, second, practice } = shared;
  const [id = ""] = practice.clients;
  const write = async ({ window }: Desk, phone: string) => {
    const { name, version } = await done(call(window, "clients.read", { id }));
    await done(call(window, "clients.change", { id, version, name, phone }));
  };
  await apart(
    shared,
    () => write(first, "+49 30 555 7777"),
    () => write(second, "+49 30 555 8888"),
  );
  const details = await openDecision(second, "Written differently at two desks");
  await expect(details).toContainText("The telephone number of Maria Lopez was written at two desks at once");
  await expect(details.getByRole("button", { name: "+49 30 555 7777 (Desk 1)" })).toBeVisible();
  await inspect(second.window, "two-desks-field-divergence");
  await expect(details.getByRole("button", { name: "+49 30 555 8888 (Desk 2)" })).toHaveAttribute(
    "aria-keyshortcuts",
    "1",
  );
  await second.window.keyboard.press("1");
  await nothingOpen(shared);
  for (const { window } of [first, second]) {
    const { phone } = await done(call(window, "clients.read", { id }));
    expect(phone).toBe("+49 30 555 8888");
  }
});

test("cancelled at one desk while the client arrives at the other: a key takes the cancellation back", async ({
  shared,
}) => {
  const { first, second, practice } = shared;
  const maria = "Maria Lopez";
  await done(book(first.window, practice, { startsAt: at("09:00") }));
  await apart(
    shared,
    async () =>
      done(
        call(first.window, "appointments.cancel", {
          ...(await editOf(first, maria)),
          reason: "Rang to cancel",
        }),
      ),
    async () =>
      done(
        call(second.window, "appointments.set-status", {
          ...(await editOf(second, maria)),
          status: "arrived",
        }),
      ),
  );
  const details = await openDecision(second, "Changed after it was cancelled");
  await expect(details).toContainText(/was cancelled by Desk 1, while Desk 2 changed it/);
  await inspect(second.window, "two-desks-edit-after-cancel");
  const arrived = details.getByRole("button", { name: "Arrived (Desk 2)" });
  await expect(arrived).toHaveAttribute("aria-keyshortcuts", "4");
  await expect(details.getByRole("button", { name: "Cancelled (Desk 1)" })).toBeVisible();
  await second.window.keyboard.press("4");
  await nothingOpen(shared);
  for (const desk of [first, second]) expect(await of(desk, maria)).toMatchObject({ status: "arrived" });
});

test("the last seat of a session given twice: who came second gets one when one is free again", async ({
  shared,
}) => {
  const { first, second, practice } = shared;
  const [maria = "", jonas = "", amina = "", peter = ""] = practice.clients;
  const typeId = practice.types.group;
  const group = await done(book(first.window, practice, { startsAt: at("09:00"), typeId, clientId: maria }));
  const appointmentId = group.appointment.id;
  const seat = ({ window }: Desk, clientId: string) =>
    done(call(window, "appointments.add-attendee", { appointmentId, clientId }));
  await seat(first, jonas);
  await apart(
    shared,
    () => seat(first, amina),
    () => seat(second, peter),
  );
  const details = await openDecision(second, "More clients than seats");
  await expect(details).toContainText("Peter Novak was given a seat in Group");
  await expect(details.getByRole("button", { name: /a seat that is free now/ })).toBeHidden();
  await inspect(second.window, "two-desks-seat-taken");

  const [{ attendees = [] } = {}] = await day(first);
  const attendeeId = attendees.find(({ clientId }) => clientId === jonas)?.id ?? "";
  await done(call(first.window, "appointments.remove-attendee", { attendeeId }));
  await exchanged(first, second);
  await expect(
    details.getByRole("button", { name: "Give Peter Novak a seat that is free now" }),
  ).toBeVisible();
  await second.window.keyboard.press("1");
  await nothingOpen(shared);
  for (const desk of [first, second]) {
    const [session] = await day(desk);
    expect(session?.attendees.map(({ clientId }) => clientId).toSorted()).toEqual(
      [maria, amina, peter].toSorted(),
    );
  }
});

test("a swap by keys: who came second gets the time, and the other one comes later, at both desks", async ({
  shared,
}) => {
  const { first, second, practice } = shared;
  const [maria = "", jonas = ""] = practice.clients;
  await apart(
    shared,
    () => done(book(first.window, practice, { startsAt: at("09:00"), clientId: maria })),
    () => done(book(second.window, practice, { startsAt: at("09:00"), clientId: jonas })),
  );
  const { window } = second;
  await openDecision(second, "Two bookings for one time");
  await window.keyboard.press("p");
  const swap = window.getByRole("group", { name: /^Jonas Weber gets the time. When can Maria Lopez/ });
  await expect(swap).toBeFocused();
  const offered = swap.getByRole("button", { name: / to / });
  await expect(offered).toHaveCount(3);
  await inspect(window, "two-desks-swap");
  await window.keyboard.press("1");
  const said = window.getByRole("status").filter({ hasText: /^Jonas Weber has / });
  await expect(said).toContainText(/Maria Lopez moved to .*, Dr Ada Okafor/);
  await expect(said).toContainText("Tell Maria Lopez, +49 30 555 1000");
  await nothingOpen(shared);
  const [here, there] = await Promise.all([first, second].map((desk) => of(desk, "Maria Lopez")));
  expect(here?.startsAt).toBe(there?.startsAt);
  expect(here?.startsAt).not.toBe(at("09:00"));
  for (const desk of [first, second]) {
    await desk.window.keyboard.press("Escape");
    await expect(card(desk.window, "Jonas Weber, Follow-up, 9:00 to 9:30, booked")).toBeVisible();
    await expect(card(desk.window, /^Maria Lopez, Follow-up, [^,]*, booked$/)).toBeVisible();
  }
});
