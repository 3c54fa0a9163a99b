import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type {
  DeskInfo,
  Invited,
  Reidentified,
  RemoteLease,
  SessionOpened,
} from "../../../src/sync/protocol.ts";
import { op, time } from "../../helpers/ops.ts";
import { done, refusal, SharedDesk } from "../../helpers/shared-desk.ts";
import { anotherDesk, book, booking, enrol, people, readyPractice } from "./shared-practice.ts";

const openSession = (desk: SharedDesk, fence: string, proposed: string, more = {}) =>
  desk.call<SessionOpened>("open_session", { fence, proposed, deskName: "Front", schema: 1, ...more });

describe("a session", () => {
  test("trades the fence for the one that was proposed; the same proposal again is a lost reply", async () => {
    const desk = await readyPractice();
    const first = desk.fence;
    const proposed = randomUUID();
    for (const _ of ["sent", "sent again"]) {
      expect(await openSession(desk, first, proposed)).toEqual({
        ok: true,
        epoch: desk.epoch,
        fence: proposed,
      });
    }
    expect(refusal(await desk.call("exchange", desk.request()))).toBe("fence");
    desk.fence = proposed;
    const { desks } = await desk.exchange();
    expect(desks).toMatchObject([{ name: "Front", schema: 1, revoked: false }]);
  });

  test("of a copy is refused once the other has gone on; the copy then gets an id of its own", async () => {
    const desk = await readyPractice();
    const copy = new SharedDesk(desk.practice);
    const mine = randomUUID();
    done(await openSession(desk, desk.fence, mine));
    desk.fence = mine;
    expect(refusal(await openSession(copy, copy.fence, randomUUID()))).toBe("fence");

    const own = done(
      await copy.call<Reidentified>("reidentify", { fence: undefined, deskName: "Copy", schema: 1 }),
    );
    expect(own.deskId).not.toBe(desk.identity.deskId);
    const reborn = new SharedDesk(desk.practice, { ...own, epoch: desk.epoch });
    const offered = op([booking("a-1")]);
    await desk.push(offered);
    // The op was in both copies' outboxes: it is known by its own id.
    expect(await reborn.push(offered)).toMatchObject([{ outcome: "duplicate" }]);
  });

  test.each([
    ["no proposal", { proposed: undefined }],
    ["a proposal that anybody guesses", { proposed: "1" }],
    ["no name", { deskName: "" }],
    ["a name that is a book", { deskName: "x".repeat(200) }],
  ])("with %s is invalid", async (_, wrong) => {
    const desk = await readyPractice();
    expect(refusal(await openSession(desk, desk.fence, randomUUID(), wrong))).toBe("invalid");
  });

  test("of a desk that is too new or too old is refused with what would do", async () => {
    const desk = await readyPractice();
    expect(await openSession(desk, desk.fence, randomUUID(), { schema: 9 })).toMatchObject({
      code: "server-too-old",
      schema: 1,
    });
  });
});

describe("an invitation", () => {
  test("is good once", async () => {
    const desk = await readyPractice();
    const { code, expiresAt } = done(await desk.call<Invited>("invite"));
    expect(expiresAt - Date.now() / 1000).toBeGreaterThan(3_500);
    const { practice } = desk;
    expect(await enrol(practice.database, code, "Back")).toMatchObject({
      ok: true,
      practiceId: practice.practiceId,
      practiceName: practice.name,
      epoch: practice.epoch,
    });
    expect(refusal(await enrol(practice.database, code))).toBe("code-used");
    expect((await desk.exchange()).desks.map(({ name }) => name).toSorted()).toEqual(["Back", "Desk 1"]);
  });

  test("is good for one of many who use it at once", async () => {
    const desk = await readyPractice();
    const { code } = done(await desk.call<Invited>("invite"));
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => enrol(desk.practice.database, code)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("is good for an hour", async () => {
    const desk = await readyPractice();
    const { code } = done(await desk.call<Invited>("invite"));
    await desk.practice.database.owner.query(
      "UPDATE anteroom.invitation SET expires_at = expires_at - interval '61 minutes' WHERE practice_id = $1",
      [desk.practice.practiceId],
    );
    expect(refusal(await enrol(desk.practice.database, code))).toBe("code-expired");
  });

  test("that nobody made is invalid, whatever it looks like", async () => {
    const desk = await readyPractice();
    const { code } = done(await desk.call<Invited>("invite"));
    for (const wrong of [
      "",
      "x",
      code.slice(0, -1),
      `${code.slice(0, -1)}x`,
      `${randomUUID()}${code.slice(36)}`,
    ]) {
      expect(refusal(await enrol(desk.practice.database, wrong))).toBe("invalid");
    }
  });

  test("is never made twice alike, and the server keeps no code nor secret in the clear", async () => {
    const desk = await readyPractice();
    const codes = await Promise.all([1, 2, 3].map(async () => done(await desk.call<Invited>("invite")).code));
    expect(new Set(codes).size).toBe(3);
    const { rows } = await desk.practice.database.owner.query(
      `SELECT (SELECT string_agg(to_jsonb(i)::text, '') FROM anteroom.invitation i)
           || (SELECT string_agg(to_jsonb(d)::text, '') FROM anteroom.desk d) AS kept`,
    );
    for (const secret of [...codes, desk.identity.secret]) {
      expect(rows[0].kept).not.toContain(secret.split(".")[1]);
    }
  });
});

describe("a desk that is revoked", () => {
  test("is told so, and its holds are gone", async () => {
    const desk = await readyPractice();
    const lost = await anotherDesk(desk);
    await lost.exchange({ leases: [hold()] });
    done(await desk.call("revoke_desk", { deskId: lost.identity.deskId }));
    expect(refusal(await lost.call("exchange", lost.request()))).toBe("revoked");
    expect(refusal(await lost.call("reidentify", { deskName: "Back", schema: 1 }))).toBe("revoked");
    const { desks, leases } = await desk.exchange();
    expect(leases).toEqual([]);
    expect(desks.find(({ id }) => id === lost.identity.deskId)).toMatchObject<Partial<DeskInfo>>({
      revoked: true,
    });
  });

  test("must be one of the practice", async () => {
    const desk = await readyPractice();
    const stranger = await readyPractice();
    for (const deskId of [stranger.identity.deskId, randomUUID(), "x", null]) {
      expect(refusal(await desk.call("revoke_desk", { deskId }))).toBe("invalid");
    }
    await stranger.exchange();
  });
});

let holds = 0;
const hold = (values = {}) => ({
  holdId: `hold-${++holds}`,
  practitionerId: people.ada,
  roomId: null,
  startsAt: 1_000,
  busyUntil: 4_600,
  seconds: 120,
  ...values,
});

describe("a hold", () => {
  test("is seen by the other desks, not by its own, while it lasts", async () => {
    const desk = await readyPractice();
    const other = await anotherDesk(desk, "Back");
    const mine = hold();
    expect((await desk.exchange({ leases: [mine] })).leases).toEqual([]);
    const [seen] = (await other.exchange()).leases;
    expect(seen).toMatchObject<Partial<RemoteLease>>({
      ...mine,
      deskName: "Desk 1",
      seconds: expect.any(Number),
    });
    expect(seen?.seconds).toBeGreaterThan(110);
    expect(seen?.seconds).toBeLessThanOrEqual(120);
    await desk.exchange({ leases: [] });
    expect((await other.exchange()).leases).toEqual([]);
  });

  test("is over when its time is, by the server's clock, and never lasts longer than any hold", async () => {
    const desk = await readyPractice();
    const other = await anotherDesk(desk);
    await desk.exchange({ leases: [hold({ seconds: 999_999 })] });
    expect((await other.exchange()).leases[0]?.seconds).toBeLessThanOrEqual(1_200);
    await desk.practice.database.owner.query(
      "UPDATE anteroom.lease SET expires_at = now() WHERE practice_id = $1",
      [desk.practice.practiceId],
    );
    expect((await other.exchange()).leases).toEqual([]);
  });

  test("keeps nobody from booking: a booking that arrives beats it", async () => {
    const desk = await readyPractice();
    const other = await anotherDesk(desk);
    await desk.exchange({ leases: [hold({ startsAt: Number(time(0)["starts_at"]) })] });
    expect(await other.act(booking("a-1", time(0)))).toMatchObject({ outcome: "accepted" });
  });
});

describe("a wake-up", () => {
  test("is a notice without words on the practice's channel: after a push and after a change of holds, not else", async () => {
    const desk = await readyPractice();
    const listener = await desk.practice.database.desks.connect();
    const heard: string[] = [];
    listener.on("notification", ({ channel, payload }) => heard.push(`${channel} "${payload}"`));
    const channel = `anteroom_${desk.practice.practiceId.replaceAll("-", "")}`;
    await listener.query(`LISTEN ${channel}`);
    const listen = async () => {
      await listener.query("SELECT 1");
      return heard.splice(0);
    };
    try {
      await book(desk, time(0));
      expect(await listen()).toEqual([`${channel} ""`]);
      await desk.exchange();
      await desk.push(op([booking("a-1", { client_id: "nobody" })]));
      expect(await listen()).toEqual([]);
      const mine = hold();
      await desk.exchange({ leases: [mine] });
      expect(await listen()).toHaveLength(1);
      await desk.exchange({ leases: [{ ...mine, seconds: 90 }] });
      expect(await listen()).toEqual([]);
      await book(await readyPractice(), time(0));
      expect(await listen()).toEqual([]);
    } finally {
      listener.release(true);
    }
  });
});

describe("an epoch", () => {
  const opened = (desk: SharedDesk) =>
    desk.call<{ epoch: string }>("open_epoch", { epoch: desk.epoch, cursor: desk.cursor });

  test("is opened by the first desk that stands ahead of the feed, once; then everybody has to know it", async () => {
    const desk = await readyPractice();
    await book(desk, time(0));
    const other = await anotherDesk(desk);
    const known = desk.cursor;
    desk.cursor = { seq: 40, hash: known.hash };
    expect(refusal(await desk.call("exchange", desk.request()))).toBe("diverged");
    const { epoch } = done(await opened(desk));
    expect(epoch).not.toBe(desk.epoch);
    expect(done(await opened(desk))).toEqual({ ok: true, epoch });
    expect(await other.call("exchange", other.request())).toEqual({ ok: false, code: "epoch", epoch });
    expect(await other.call("snapshot_page", { epoch: other.epoch, after: null, limit: 5 })).toEqual({
      ok: false,
      code: "epoch",
      epoch,
    });
  });

  test("is opened for another history at the same place, too", async () => {
    const desk = await readyPractice();
    await book(desk, time(0));
    desk.cursor = { seq: 1, hash: desk.cursor.hash };
    expect(
      refusal(await desk.call("exchange", desk.request({ ops: [op([booking("a-1", time(60))])] }))),
    ).toBe("diverged");
    expect(await desk.row("appointment", "a-1")).toBeUndefined();
    expect(done(await opened(desk)).epoch).not.toBe(desk.epoch);
  });

  test("is not opened by a desk that is merely behind, nor by one that is right", async () => {
    const desk = await readyPractice();
    const first = desk.cursor;
    await book(desk, time(0));
    expect(done(await opened(desk)).epoch).toBe(desk.epoch);
    desk.cursor = first;
    expect(done(await opened(desk)).epoch).toBe(desk.epoch);
    desk.cursor = { seq: 0, hash: "" };
    expect(done(await opened(desk)).epoch).toBe(desk.epoch);
  });
});

test("a feed that was trimmed sends those who were away too long to a snapshot, and knows their ops all the same", async () => {
  const desk = await readyPractice();
  const offered = op([booking("a-1", time(0))]);
  await desk.push(offered);
  await book(desk, time(60));
  const late = await anotherDesk(desk);
  await desk.practice.database.owner.query("SELECT anteroom.trim_feed($1, now() + interval '1 second')", [
    desk.practice.practiceId,
  ]);
  expect(refusal(await late.call("exchange", late.request()))).toBe("snapshot-needed");
  expect(await desk.push(offered)).toMatchObject([{ outcome: "duplicate" }]);
  await book(desk, time(120));
  expect(done(await desk.call("check_practice"))).toMatchObject({ gaps: 0 });
});
