import { expect, onTestFinished, test, vi } from "vitest";
import type { ServerTrouble } from "../../../main/worker/trouble.ts";
import { book } from "../../helpers/book.ts";
import { command, done, query } from "../../helpers/call.ts";
import { at, MONDAY } from "../../helpers/set-up-practice.ts";
import {
  allShared,
  openSharing,
  type SharedDesk,
  sharedPractice,
  viewOf,
} from "../../helpers/shared-desks.ts";

/** A desk that leaves its practice with changes that nobody has heard of, and is to join another one. */

const dayOf = async ({ desk }: SharedDesk) =>
  (await done(query(desk, "schedule.day", { day: MONDAY }))).appointments;
const read = async ({ desk }: SharedDesk, id: string) =>
  (await done(query(desk, "appointments.read", { id }))).appointment;

async function apart() {
  const former = await sharedPractice();
  const other = await sharedPractice({ desks: 1 });
  const [one, two] = former.desks as [SharedDesk, SharedDesk];
  const [stranger] = other.desks as [SharedDesk];
  const moved = (await done(book(one.desk, former, { startsAt: at("09:00") }))).appointment.id;
  await allShared([one, two]);
  two.line.cut();
  await two.desk.sharing.exchangeNow();
  const { version, practitionerId } = await read(two, moved);
  const to = { id: moved, version, practitionerId, startsAt: at("14:00") };
  await done(command(two.desk, "appointments.move", to));
  await two.desk.sharing.leave();
  const made = (await done(book(two.desk, former, { startsAt: at("16:00") }))).appointment.id;
  two.line.mend();
  return { former, other, one, two, stranger, moved, made };
}

test("is not taken in with them: it says what waits, the invitation stays good, and the former practice gets it all", async () => {
  const { former, other, one, two, stranger, moved, made } = await apart();
  const invitation = await other.invitation(stranger, two);
  await expect(two.desk.sharing.join(invitation, "push")).rejects.toMatchObject({
    problem: "former-practice-waits",
    detail: "2",
  } satisfies Partial<ServerTrouble>);
  expect(viewOf(two)).toMatchObject({ state: "alone", practiceId: null });
  await two.desk.sharing.join(await former.invitation(one, two), "push");
  await allShared([two, one]);
  expect(await read(one, moved)).toMatchObject({ startsAt: at("14:00"), sharing: "confirmed" });
  expect(await read(one, made)).toMatchObject({ startsAt: at("16:00"), sharing: "confirmed" });
  // Now nothing waits, and the code was not spent.
  await two.desk.sharing.leave();
  expect(await two.desk.sharing.join(invitation, "push")).toBeNull();
  await allShared([two, stranger]);
  expect(viewOf(two).practiceId).toBe(viewOf(stranger).practiceId);
  expect((await dayOf(stranger)).map(({ startsAt }) => startsAt)).toEqual([at("14:00"), at("16:00")]);
});

test("is taken in when they are put aside: the folder that is answered has them, and can still share them", async () => {
  const { former, other, one, two, stranger, moved, made } = await apart();
  const folder = await two.desk.sharing.join(await other.invitation(stranger, two), "archive");
  await allShared([two, stranger]);
  expect([await dayOf(two), await dayOf(stranger)]).toEqual([[], []]);
  const aside = await openSharing(former.database, { dataDir: folder ?? "" });
  onTestFinished(aside.close);
  expect(await read(aside, moved)).toMatchObject({ startsAt: at("14:00") });
  await aside.desk.sharing.join(await former.invitation(one, aside), "push");
  await allShared([aside, one]);
  expect(await read(one, moved)).toMatchObject({ startsAt: at("14:00"), sharing: "confirmed" });
  expect(await read(one, made)).toMatchObject({ startsAt: at("16:00"), sharing: "confirmed" });
});

test("does not go back to the former practice past what it had begun to bring into another one", async () => {
  const former = await sharedPractice();
  const other = await sharedPractice({ desks: 1 });
  const [, two] = former.desks as [SharedDesk, SharedDesk];
  const [stranger] = other.desks as [SharedDesk];
  await two.desk.sharing.leave();
  two.line.delay(20);
  const joining = two.desk.sharing.join(await other.invitation(stranger, two), "push");
  const cutShort = expect(joining).rejects.toMatchObject({ problem: "interrupted" });
  await vi.waitFor(() => expect(viewOf(two).progress?.what).toBe("joining"), {
    interval: 1,
    timeout: 15_000,
  });
  two.line.cut();
  await cutShort;
  await two.desk.sharing.leave();
  two.line.mend();
  const preparing = two.desk.sharing.prepare(two.line.through(former.database.ownerUrl), undefined);
  await expect(preparing).rejects.toMatchObject({ problem: "former-practice-waits" });
});
