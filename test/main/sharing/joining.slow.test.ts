import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Desk } from "../../../main/desk.ts";
import { newId } from "../../../main/ids.ts";
import { readInvitation, writeInvitation } from "../../../main/sync/sharing-invitation.ts";
import type { ServerTrouble } from "../../../main/worker/trouble.ts";
import { book } from "../../helpers/book.ts";
import { command, done, query } from "../../helpers/call.ts";
import { openDesk } from "../../helpers/open-desk.ts";
import { temporaryTestFolder } from "../../helpers/open-test-desk.ts";
import { openRaw } from "../../helpers/raw-database.ts";
import { at, MONDAY, setUpPractice } from "../../helpers/set-up-practice.ts";
import {
  allShared,
  openSharing,
  type SharedDesk,
  sharedPractice,
  sharingDatabase,
  until,
  viewOf,
} from "../../helpers/shared-desks.ts";

/** How a practice comes to be shared, how a desk joins, and how it leaves. */

const problemOf = async (asking: Promise<unknown>): Promise<string> => {
  try {
    await asking;
    return "none";
  } catch (error) {
    return (error as ServerTrouble).problem;
  }
};

const dayOf = async ({ desk }: { desk: Desk }) =>
  (await done(query(desk, "schedule.day", { day: MONDAY }))).appointments;
const clientsOf = async ({ desk }: { desk: Desk }, text: string) =>
  (await done(query(desk, "clients.search", { text }))).clients;

/** Past the commands, which would take their time. */
function addClients({ dataDir }: SharedDesk, count: number): void {
  const raw = openRaw(dataDir);
  const add = raw.prepare("INSERT INTO client (id, name, phone, phone_digits) VALUES (?, ?, ?, ?)");
  raw.transaction(() => {
    for (let number = 0; number < count; number += 1) {
      const digits = String(number).padStart(5, "0");
      add.run(newId(), `Guest ${digits}`, `030 5551${digits}`, `0305551${digits}`);
    }
  })();
  raw.close();
}

describe("preparing", () => {
  test("sends up what is there, and what is booked meanwhile follows", async () => {
    const database = await sharingDatabase();
    const one = await openSharing(database);
    const practice = await setUpPractice(one.desk);
    await done(book(one.desk, practice, { startsAt: at("09:00") }));
    one.line.delay(20);
    const preparing = one.desk.sharing.prepare(one.line.through(database.ownerUrl), undefined);
    await vi.waitFor(() => expect(viewOf(one).progress?.what).toBe("uploading"), {
      interval: 1,
      timeout: 15_000,
    });
    await done(book(one.desk, practice, { startsAt: at("10:00") }));
    await preparing;
    await until(one, ({ state, waiting }) => state === "connected" && waiting === 0);
    const two = await openSharing(database);
    const { text } = await one.desk.sharing.invite();
    await two.desk.sharing.join(text, "push");
    expect((await dayOf(two)).map(({ startsAt }) => startsAt)).toEqual([at("09:00"), at("10:00")]);
    expect(await clientsOf(two, "Client 07")).toHaveLength(1);
  });

  test("goes on where it was cut short, also after the app was closed", async () => {
    const database = await sharingDatabase();
    const one = await openSharing(database);
    await setUpPractice(one.desk);
    one.line.delay(20);
    const preparing = problemOf(one.desk.sharing.prepare(one.line.through(database.ownerUrl), undefined));
    await vi.waitFor(() => expect(viewOf(one).progress?.what).toBe("uploading"), {
      interval: 1,
      timeout: 15_000,
    });
    one.line.cut();
    expect(await preparing).toBe("interrupted");
    expect(viewOf(one).state).toBe("offline");
    await one.close();
    const again = await openSharing(database, { dataDir: one.dataDir, port: one.line.port });
    await until(again, ({ state, progress }) => state === "connected" && progress === null);
    const { text } = await again.desk.sharing.invite();
    expect(readInvitation(text).practiceId).toBe(viewOf(again).practiceId);
  });

  test("may be begun again by hand after it was cut short", async () => {
    const database = await sharingDatabase();
    const one = await openSharing(database);
    const practice = await setUpPractice(one.desk);
    one.line.delay(20);
    const preparing = problemOf(one.desk.sharing.prepare(one.line.through(database.ownerUrl), undefined));
    await vi.waitFor(() => expect(viewOf(one).progress?.what).toBe("uploading"), {
      interval: 1,
      timeout: 15_000,
    });
    one.line.cut();
    await preparing;
    await done(book(one.desk, practice, { startsAt: at("09:00") }));
    one.line.mend();
    await one.desk.sharing.prepare(one.line.through(database.ownerUrl), undefined);
    const two = await openSharing(database);
    await two.desk.sharing.join((await one.desk.sharing.invite()).text, "push");
    expect(await dayOf(two)).toHaveLength(1);
  });

  test("answers in words what cannot be done, and changes nothing", async () => {
    const practice = await sharedPractice({ desks: 1 });
    const [one] = practice.desks as [SharedDesk];
    const { ownerUrl } = practice.database;
    const alone = await practice.open();
    const prepare = (desk: SharedDesk, url: string) => problemOf(desk.desk.sharing.prepare(url, undefined));
    expect(await prepare(one, ownerUrl)).toBe("another-practice");
    await setUpPractice(alone.desk);
    expect(await prepare(alone, "server.example")).toBe("address-unreadable");
    expect(await prepare(alone, await practice.invitation(one, alone))).toBe("address-unreadable");
    const guest = new URL(ownerUrl);
    guest.password = "wrong";
    expect(await prepare(alone, guest.href)).toBe("login-refused");
    expect(viewOf(alone)).toMatchObject({ state: "alone", problem: null, practiceId: null });
    expect(await alone.desk.sharing.test(ownerUrl, undefined)).toMatchObject({ tls: false });
    expect(await one.desk.sharing.test(undefined, undefined)).toMatchObject({ tls: false });
  });
});

describe("joining", () => {
  test("takes one invitation for one desk, and answers the rest in words", async () => {
    const practice = await sharedPractice();
    const [one, two] = practice.desks as [SharedDesk, SharedDesk];
    const three = await practice.open();
    const text = await practice.invitation(one, three);
    expect(three.desk.state.state).toBe("first-run");
    await three.desk.sharing.join(text, "push");
    expect(three.desk.state.state).toBe("ready");
    expect(three.told).toContainEqual({ name: "app-changed", data: {} });
    const four = await practice.open();
    const paste = (desk: SharedDesk, pasted: string) => problemOf(desk.desk.sharing.join(pasted, "push"));
    expect(await paste(four, text)).toBe("code-used");
    expect(await paste(four, "hello")).toBe("invitation-unreadable");
    expect(await paste(four, practice.database.ownerUrl)).toBe("invitation-unreadable");
    const late = await practice.invitation(one, four);
    await practice.database.owner.query(
      "UPDATE anteroom.invitation SET expires_at = now() WHERE used_by IS NULL",
    );
    expect(await paste(four, late)).toBe("code-expired");
    const other = await sharedPractice({ desks: 1 });
    const [stranger] = other.desks as [SharedDesk];
    const elsewhere = await other.invitation(stranger, two);
    expect(await paste(two, elsewhere)).toBe("another-practice");
    // The code was not spent on that.
    expect(await paste(four, elsewhere)).toBe("none");
    four.line.cut();
    const five = await practice.open();
    five.line.cut();
    expect(await paste(five, await practice.invitation(one, five))).toBe("unreachable");
    expect(viewOf(five).state).toBe("alone");
  });

  test("goes on where it was cut short, also after a crash", async () => {
    const practice = await sharedPractice({ desks: 1 });
    const [one] = practice.desks as [SharedDesk];
    await done(book(one.desk, practice, { startsAt: at("09:00") }));
    await allShared([one]);
    const two = await practice.open();
    const text = await practice.invitation(one, two);
    two.line.delay(20);
    const joining = problemOf(two.desk.sharing.join(text, "push"));
    await vi.waitFor(() => expect(viewOf(two).progress?.what).toBe("joining"), {
      interval: 1,
      timeout: 15_000,
    });
    two.line.cut();
    expect(await joining).toBe("interrupted");
    // As if the process had died: the folder as it is, opened by another.
    const dataDir = temporaryTestFolder();
    cpSync(two.dataDir, dataDir, { recursive: true });
    await two.close();
    const again = await openSharing(practice.database, { dataDir: two.dataDir, port: two.line.port });
    await until(again, ({ state, progress }) => state === "connected" && progress === null);
    expect(again.desk.state.state).toBe("ready");
    expect(await dayOf(again)).toHaveLength(1);
  });

  test("a large practice, it is put in part by part: nobody uses half of it, and a restart without a line ends it", async () => {
    const database = await sharingDatabase();
    const one = await openSharing(database);
    const practice = await setUpPractice(one.desk);
    addClients(one, 8_000);
    await one.desk.sharing.prepare(one.line.through(database.ownerUrl), undefined);
    const two = await openSharing(database);
    const own = await setUpPractice(two.desk);
    await done(book(two.desk, own, { startsAt: at("09:00"), clientId: own.clients[4] }));
    const { text } = await one.desk.sharing.invite();
    const invitation = writeInvitation({ ...readInvitation(text), port: two.line.port });
    const joining = problemOf(two.desk.sharing.join(invitation, "push"));
    await vi.waitFor(() => expect(two.desk.state.state).toBe("first-run"), { interval: 1, timeout: 30_000 });
    const { what, done: part = 0, total = 0 } = viewOf(two).progress ?? {};
    expect([what, total > 8_000, part < total]).toEqual(["installing", true, true]);
    expect(await book(two.desk, own, { startsAt: at("10:00") })).toMatchObject({
      error: { code: "not-ready" },
    });
    two.line.cut();
    await two.close();
    expect(await joining).not.toBe("none");
    const again = await openSharing(database, { dataDir: two.dataDir });
    again.line.cut();
    expect(again.desk.state.state).toBe("first-run");
    expect(
      await command(again.desk, "settings.change", { key: "desk-name", value: "Upstairs" }),
    ).toMatchObject({
      error: { code: "not-ready" },
    });
    await vi.waitFor(() => expect(again.desk.state.state).toBe("ready"), { interval: 5, timeout: 30_000 });
    await until(again, ({ state, progress }) => state === "offline" && progress === null);
    expect(await clientsOf(again, "Guest 07999")).toHaveLength(1);
    expect((await done(book(again.desk, practice, { startsAt: at("10:00") }))).appointment.sharing).toBe(
      "provisional",
    );
    expect(await dayOf(again)).toHaveLength(2);
    await again.close();
    const third = await openSharing(database, { dataDir: two.dataDir, port: two.line.port });
    await allShared([third, one]);
    expect(await dayOf(one)).toHaveLength(2);
  });

  test("with bookings of one's own: they are pushed, and both desks have all of them", async () => {
    const practice = await sharedPractice({ desks: 1 });
    const [one] = practice.desks as [SharedDesk];
    await done(book(one.desk, practice, { startsAt: at("09:00") }));
    const two = await practice.open();
    const own = await setUpPractice(two.desk);
    await done(book(two.desk, own, { startsAt: at("09:00"), clientId: own.clients[4] }));
    await two.desk.sharing.join(await practice.invitation(one, two), "push");
    await allShared([one, two]);
    // Another practitioner of the same name: theirs do not meet.
    expect(await dayOf(one)).toHaveLength(2);
    expect(await dayOf(two)).toHaveLength(2);
    expect(await clientsOf(one, "Client 05")).toHaveLength(2);
  });

  test("with bookings of one's own: they are put aside in a folder that says so", async () => {
    const practice = await sharedPractice({ desks: 1 });
    const [one] = practice.desks as [SharedDesk];
    const two = await practice.open();
    const own = await setUpPractice(two.desk);
    await done(book(two.desk, own, { startsAt: at("09:00") }));
    await done(command(two.desk, "settings.change", { key: "desk-name", value: "Upstairs" }));
    await two.desk.sharing.join(await practice.invitation(one, two), "archive");
    expect(two.desk.state.state).toBe("ready");
    expect(two.desk.deskName).toBe("Upstairs");
    expect(await dayOf(two)).toEqual([]);
    expect(await clientsOf(two, "Client 05")).toHaveLength(1);
    const [folder = ""] = readdirSync(two.dataDir).filter((name) => name.startsWith("Before joining"));
    expect(folder).toBe("Before joining Linden Street, 2026-03-02");
    const aside = await openDesk({ dataDir: join(two.dataDir, folder) });
    onTestFinished(aside.close);
    expect(await dayOf(aside)).toHaveLength(1);
  });
});

describe("belonging", () => {
  test("a desk that is taken out says so and goes on alone; invited again, it shares what it did meanwhile", async () => {
    const practice = await sharedPractice();
    const [one, two] = practice.desks as [SharedDesk, SharedDesk];
    const id = viewOf(two).desks.find(({ here }) => here)?.id ?? "";
    await one.desk.sharing.revoke(id);
    await done(book(two.desk, practice, { startsAt: at("09:00") }));
    await until(two, ({ state, problem }) => state === "paused" && problem?.code === "desk-revoked");
    expect(viewOf(two).waiting).toBe(1);
    await two.desk.sharing.join(await practice.invitation(one, two), "push");
    await allShared([one, two]);
    expect(await dayOf(one)).toHaveLength(1);
  });

  test("a desk that leaves keeps its copy, works alone, and can be taken in again by the server's owner", async () => {
    const practice = await sharedPractice({ desks: 1 });
    const [one] = practice.desks as [SharedDesk];
    await done(book(one.desk, practice, { startsAt: at("09:00") }));
    await allShared([one]);
    await one.desk.sharing.leave();
    expect(viewOf(one)).toMatchObject({ state: "alone", practiceId: null, server: null });
    await done(book(one.desk, practice, { startsAt: at("10:00") }));
    expect((await dayOf(one)).map(({ sharing }) => sharing)).toEqual(["local", "local"]);
    await one.desk.sharing.prepare(one.line.through(practice.database.ownerUrl), undefined);
    await until(one, ({ state, waiting }) => state === "connected" && waiting === 0);
    expect((await dayOf(one)).map(({ sharing }) => sharing)).toEqual(["confirmed", "confirmed"]);
  });

  test("without a place for secrets a desk says so, and after a restart it takes an invitation to share again", async () => {
    const practice = await sharedPractice({ desks: 1 });
    const [one] = practice.desks as [SharedDesk];
    const two = await openSharing(practice.database, { forSession: true });
    await two.desk.sharing.join(await practice.invitation(one, two), "push");
    expect(viewOf(two).secretsForSession).toBe(true);
    await two.close();
    const again = await openSharing(practice.database, { dataDir: two.dataDir, forSession: true });
    await done(book(again.desk, practice, { startsAt: at("09:00") }));
    await until(again, ({ state, problem }) => state === "paused" && problem?.code === "password-missing");
    await again.desk.sharing.join(await practice.invitation(one, again), "push");
    await allShared([one, again]);
    expect(await dayOf(one)).toHaveLength(1);
  });

  test("a copied desk becomes a desk of its own, and both share what they book", async () => {
    const practice = await sharedPractice();
    const [one, two] = practice.desks as [SharedDesk, SharedDesk];
    await two.close();
    const copy = temporaryTestFolder();
    cpSync(two.dataDir, copy, { recursive: true });
    const original = await openSharing(practice.database, { dataDir: two.dataDir, port: two.line.port });
    const clone = await openSharing(practice.database, { dataDir: copy, key: two.dataDir });
    await done(book(original.desk, practice, { startsAt: at("09:00") }));
    await done(book(clone.desk, practice, { startsAt: at("10:00") }));
    await allShared([original, clone, one]);
    expect(await dayOf(one)).toHaveLength(2);
    const ids = [original, clone].map((desk) => viewOf(desk).desks.find(({ here }) => here)?.id);
    expect(new Set(ids).size).toBe(2);
  });
});
