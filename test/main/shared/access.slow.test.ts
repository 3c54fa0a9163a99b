import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../../main/ids.ts";
import { insert, op, time } from "../../helpers/ops.ts";
import type { TestDatabase } from "../../helpers/postgres.ts";
import { callServer, refusal, SharedDesk } from "../../helpers/shared-desk.ts";
import { anotherDesk, book, booking, people, readyPractice, sharedDatabase } from "./shared-practice.ts";

/** Somebody who has the password of the desks' role, and psql. */
let database: TestDatabase;
let psql: pg.Client;
beforeAll(async () => {
  database = await sharedDatabase();
  psql = new pg.Client(database.deskUrl);
  await psql.connect();
});
afterAll(() => psql.end());

const NO_RIGHTS = { code: "42501" };

describe("with the role's password alone", () => {
  test("no table can be read or written, no sequence, no column", async () => {
    const { rows } = await database.owner.query(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'anteroom'::regnamespace AND relkind = 'r'",
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { name } of rows) {
      for (const statement of [
        `SELECT * FROM anteroom.${name}`,
        `SELECT count(*) FROM anteroom.${name}`,
        `DELETE FROM anteroom.${name}`,
        `TRUNCATE anteroom.${name}`,
        `COPY anteroom.${name} TO STDOUT`,
        `CREATE TRIGGER t BEFORE INSERT ON anteroom.${name} EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
      ]) {
        await expect(psql.query(statement), statement).rejects.toMatchObject(NO_RIGHTS);
      }
    }
    const { rows: rights } = await database.owner.query(
      `SELECT c.relname FROM pg_class c, unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) p
       WHERE c.relnamespace IN ('anteroom'::regnamespace, 'anteroom_api'::regnamespace) AND c.relkind IN ('r', 'v')
         AND has_table_privilege('anteroom_desk', c.oid, p)`,
    );
    expect(rights).toEqual([]);
  });

  test("no function of the inside can be called, not the owner's either", async () => {
    for (const call of [
      "anteroom.apply_op(null, '[]')",
      "anteroom.push(gen_random_uuid(), gen_random_uuid(), '[]')",
      "anteroom.serve('exchange', null, null, '{}')",
      "anteroom.enter_practice(gen_random_uuid())",
      "anteroom.create_practice(gen_random_uuid(), 'P', 'D', 1)",
      "anteroom.trim_feed(gen_random_uuid(), now())",
      "anteroom.row_of(gen_random_uuid(), 'client', 'c')",
    ]) {
      await expect(psql.query(`SELECT ${call}`), call).rejects.toMatchObject(NO_RIGHTS);
    }
    const { rows } = await database.owner.query(
      `SELECT p.proname FROM pg_proc p LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e'
       WHERE p.pronamespace = 'anteroom'::regnamespace AND d.objid IS NULL
         AND has_function_privilege('anteroom_desk', p.oid, 'EXECUTE')`,
    );
    expect(rows).toEqual([]);
  });

  test("nothing can be made: no table, no schema, no function, no role, no other role's rights", async () => {
    for (const statement of [
      "CREATE TABLE public.mine (a int)",
      "CREATE TABLE anteroom_api.mine (a int)",
      "CREATE SCHEMA mine",
      "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "CREATE ROLE mine",
      "SET ROLE anteroom_owner",
      "ALTER ROLE anteroom_desk SUPERUSER",
      "ALTER FUNCTION anteroom_api.enrol SECURITY INVOKER",
      "SET session_replication_role = replica",
    ]) {
      await expect(psql.query(statement), statement).rejects.toMatchObject({
        code: expect.stringMatching(/^(42501|42883)$/),
      });
    }
  });

  test("every call answers like any other unknown desk's", async () => {
    const desk = await readyPractice();
    const { deskId, secret } = desk.identity;
    const unknown = { ok: false, code: "unknown-desk" };
    const wrongSecrets = [
      "",
      "x",
      secret.toUpperCase(),
      `${secret}0`,
      `${secret.slice(0, -1)}${secret.endsWith("0") ? "1" : "0"}`,
      `${randomUUID()}${secret.slice(36)}`,
    ];
    for (const wrong of wrongSecrets) {
      expect(await callServer(psql, "exchange", { deskId, secret: wrong }, desk.request())).toEqual(unknown);
    }
    expect(await callServer(psql, "exchange", { deskId: randomUUID(), secret }, desk.request())).toEqual(
      unknown,
    );
    for (const name of [
      "open_session",
      "reidentify",
      "snapshot_page",
      "open_epoch",
      "invite",
      "revoke_desk",
      "check_practice",
      "upload",
      "finish_upload",
    ]) {
      expect(await callServer(psql, name, { deskId, secret: "" }, {})).toEqual(unknown);
      const { rows } = await psql.query(`SELECT anteroom_api.${name}(NULL, NULL, NULL) AS reply`);
      expect(rows[0].reply).toEqual(unknown);
    }
  });

  test("no setting of the session opens anything", async () => {
    const desk = await readyPractice();
    await psql.query("SELECT set_config('anteroom.practice_id', $1, false)", [desk.practice.practiceId]);
    await expect(psql.query("SELECT * FROM anteroom.client")).rejects.toMatchObject(NO_RIGHTS);
    await psql.query("SET search_path = anteroom, public");
    await expect(psql.query("SELECT * FROM client")).rejects.toMatchObject({ code: "42P01" });
    await psql.query("RESET ALL");
  });

  test("nobody waits for long: statements, locks and forgotten transactions end by themselves", async () => {
    for (const [setting, value] of [
      ["statement_timeout", "20s"],
      ["lock_timeout", "10s"],
      ["idle_in_transaction_session_timeout", "10s"],
    ]) {
      expect((await psql.query(`SHOW ${setting}`)).rows[0]).toEqual({ [setting as string]: value });
    }
  });
});

describe("with one desk's secret", () => {
  test("no other desk can be spoken for", async () => {
    const desk = await readyPractice();
    const other = await anotherDesk(desk);
    const borrowed = { deskId: other.identity.deskId, secret: desk.identity.secret };
    expect(refusal(await callServer(psql, "exchange", borrowed, other.request()))).toBe("unknown-desk");
    expect(refusal(await callServer(psql, "exchange", desk.identity, other.request()))).toBe("fence");
    await other.act(booking("a-1"));
    expect(other.seen.at(-1)?.deskId).toBe(other.identity.deskId);
  });

  test("another practice is not there: not its rows, not its feed, not its desks, not its ids", async () => {
    const mine = await readyPractice();
    const theirs = await readyPractice();
    await theirs.act(
      insert("practitioner", "only-theirs", { name: "Zoe", position: 0, removed: 0 }),
      insert("client", "their-client", { name: "Hidden", removed: 0 }),
      booking("their-booking", { ...time(0), practitioner_id: "only-theirs", client_id: "their-client" }),
    );

    const everything = JSON.stringify([
      await mine.exchange(),
      await mine.call("snapshot_page", { epoch: mine.epoch, after: null, limit: 500 }),
      await mine.call("check_practice"),
    ]);
    expect(everything).toContain(people.ada);
    for (const word of [
      "Zoe",
      "Hidden",
      "their-booking",
      theirs.identity.deskId,
      theirs.practice.practiceId,
    ]) {
      expect(everything).not.toContain(word);
    }
    // Their ids are free here, their people unknown, and their time is not this practice's.
    expect(await mine.act(booking("x-1", { practitioner_id: "only-theirs" }))).toMatchObject({
      outcome: "deferred",
    });
    expect(await mine.act(booking("their-booking", time(0)))).toMatchObject({ outcome: "accepted" });
    expect(await theirs.row("appointment", "their-booking")).toMatchObject({
      practitioner_id: "only-theirs",
    });
    expect(await theirs.row("appointment", "x-1")).toBeUndefined();
  });

  test("another practice's epoch, invitations and upload are out of reach", async () => {
    const mine = await readyPractice();
    const theirs = await readyPractice();
    const epoch = await mine.call("open_epoch", { epoch: theirs.epoch, cursor: { seq: 99, hash: "x" } });
    expect(epoch).toEqual({ ok: true, epoch: mine.epoch });
    await theirs.exchange();
    expect(refusal(await mine.call("exchange", { ...theirs.request(), fence: mine.fence }))).toBe("epoch");
  });

  test("a violation tells which rule, and nothing of anybody's row", async () => {
    const mine = await readyPractice();
    await book(mine, { ...time(0), client_id: people.dan });
    const answers = await mine.push(
      op([booking(newId(), { status: "secret words" })]),
      op([booking(newId(), { client_id: "secret-person" })]),
      op([insert("client", newId(), { name: "", remark: "secret words", removed: 0 })]),
      op([insert("client", newId(), { name: "x", removed: 7 })]),
      op([insert("client", newId(), { name: "x", "no-such; column": 1, removed: 0 })]),
    );
    expect(answers.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual([
      "quarantined 23514 appointment_status_check",
      "deferred appointment_practice_id_client_id_fkey",
      "quarantined 23514 label",
      "quarantined 23514 flag",
      "quarantined 23514 unknown_column",
    ]);
  });

  test("what is sent in place of JSON, ids and numbers is answered, never raised", async () => {
    const desk = await readyPractice();
    for (const request of [null, [], 5, "text", {}, { fence: desk.fence }, { fence: { a: 1 } }]) {
      const reply = await callServer<object>(psql, "exchange", desk.identity, request);
      expect(["invalid", "fence"]).toContain(refusal(reply));
    }
  });
});

describe("row-level security, the second wall", () => {
  test("shows the owner of the tables one practice, or none", async () => {
    const mine = await readyPractice();
    await readyPractice();
    const owner = await database.owner.connect();
    try {
      await owner.query("BEGIN");
      await owner.query("SET LOCAL ROLE anteroom_owner");
      const practices = async () =>
        (await owner.query("SELECT DISTINCT practice_id::text AS id FROM anteroom.client")).rows.map(
          ({ id }) => id,
        );
      expect(await practices()).toEqual([]);
      await owner.query("SELECT anteroom.enter_practice($1)", [mine.practice.practiceId]);
      expect(await practices()).toEqual([mine.practice.practiceId]);
      await expect(
        owner.query(
          "INSERT INTO anteroom.client (practice_id, id, name, set_by) VALUES ($1, 'c', 'C', '{}')",
          [randomUUID()],
        ),
      ).rejects.toMatchObject(NO_RIGHTS);
    } finally {
      await owner.query("ROLLBACK");
      owner.release();
    }
  });
});

test("a desk's secret is nowhere in what others see of its session", async () => {
  const desk = await readyPractice();
  await desk.exchange();
  const { rows } = await psql.query("SELECT string_agg(query, '') AS queries FROM pg_stat_activity");
  expect(rows[0].queries).not.toContain(desk.identity.secret);
});

test("a desk that only knows its name is no desk", async () => {
  const desk = await readyPractice();
  const nobody = new SharedDesk(desk.practice, {
    deskId: desk.identity.deskId,
    secret: "",
    fence: desk.fence,
  });
  expect(refusal(await nobody.call("exchange", nobody.request()))).toBe("unknown-desk");
});
