import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { migrateShared, sharedVersion } from "../../../main/worker/postgres/migrate-shared.ts";
import { type EmbeddedServer, startEmbeddedServer } from "../../helpers/embedded-server.ts";
import {
  postgresServer,
  preparePractice,
  sharedMigrations,
  type TestDatabase,
  type TestServer,
  testServer,
  urlOf,
} from "../../helpers/postgres.ts";
import { done, SharedDesk } from "../../helpers/shared-desk.ts";

const migrations = sharedMigrations();
const numbers = migrations.map(({ number }) => number);

async function emptyDatabase(server: TestServer): Promise<TestDatabase> {
  const database = await server.emptyDatabase();
  onTestFinished(() => database.drop());
  return database;
}

async function client(url: string): Promise<pg.Client> {
  const connected = new pg.Client(url);
  await connected.connect();
  onTestFinished(() => connected.end());
  return connected;
}

describe("the shared schema", () => {
  test("is brought to a server once; a second time there is nothing to do", async () => {
    const database = await emptyDatabase(await postgresServer());
    const owner = await client(database.ownerUrl);
    expect(await sharedVersion(owner)).toBe(0);
    const told: number[] = [];
    expect(await migrateShared(owner, migrations, ({ number }) => void told.push(number))).toEqual({
      ok: true,
      value: numbers,
    });
    expect(told).toEqual(numbers);
    expect(await sharedVersion(owner)).toBe(numbers.length);
    expect(await migrateShared(owner, migrations)).toEqual({ ok: true, value: [] });
  });

  test("is brought once by owners who come at the same time", async () => {
    const database = await emptyDatabase(await postgresServer());
    const owners = await Promise.all([1, 2, 3].map(() => client(database.ownerUrl)));
    const applied = await Promise.all(owners.map((owner) => migrateShared(owner, migrations)));
    const all = applied.flatMap((result) => (result.ok ? [...result.value] : []));
    expect(all.toSorted((a, b) => a - b)).toEqual(numbers);
  });

  test("that is newer than the app is left alone", async () => {
    const database = await emptyDatabase(await postgresServer());
    const owner = await client(database.ownerUrl);
    await migrateShared(owner, migrations);
    expect(await migrateShared(owner, migrations.slice(0, -1))).toEqual({
      ok: false,
      error: { code: "server-newer", version: numbers.length },
    });
  });

  test("stays whole when a migration fails: all of those before it, nothing of that one", async () => {
    const database = await emptyDatabase(await postgresServer());
    const owner = await client(database.ownerUrl);
    const broken = {
      number: numbers.length + 1,
      name: "broken",
      sql: "CREATE TABLE anteroom.half (a int); SELECT 1/0",
    };
    await expect(migrateShared(owner, [...migrations, broken])).rejects.toMatchObject({ code: "22012" });
    expect(await sharedVersion(owner)).toBe(numbers.length);
    const { rows } = await owner.query("SELECT to_regclass('anteroom.half') AS half");
    expect(rows[0].half).toBeNull();
  });
});

describe("an owner who is no superuser", () => {
  let embedded: EmbeddedServer;
  let server: TestServer;
  beforeAll(async () => {
    // A server of its own: the roles belong to whoever made them first.
    embedded = await startEmbeddedServer();
    server = testServer(embedded.url, embedded);
    await server.admin.query("CREATE ROLE keeper LOGIN CREATEDB CREATEROLE PASSWORD 'keeper'");
  });
  afterAll(() => server.close());

  test("prepares a database of his own, and desks work in it", async () => {
    const keeper = await client(urlOf(server.url, { user: "keeper", password: "keeper" }));
    await keeper.query("CREATE DATABASE of_the_keeper TEMPLATE template0");
    const url = urlOf(server.url, { database: "of_the_keeper", user: "keeper", password: "keeper" });
    const owner = await client(url);
    expect(await migrateShared(owner, migrations)).toEqual({ ok: true, value: numbers });
    await owner.query("ALTER ROLE anteroom_desk PASSWORD 'desks'");

    const ownerPool = new pg.Pool({ connectionString: url, max: 1 });
    const desks = new pg.Pool({
      connectionString: urlOf(url, { user: "anteroom_desk", password: "desks" }),
      max: 1,
    });
    onTestFinished(async () => {
      await Promise.all([ownerPool.end(), desks.end()]);
    });
    const database = { owner: ownerPool, desks } as unknown as TestDatabase;
    const desk = new SharedDesk(await preparePractice(database));
    done(await desk.call("finish_upload"));
    expect((await desk.exchange()).head).toBe(0);

    await expect(desks.query("CREATE TEMPORARY TABLE counter (a int)")).rejects.toMatchObject({
      code: "42501",
    });
    await expect(desks.query("SELECT * FROM anteroom.server_setting")).rejects.toMatchObject({
      code: "42501",
    });
    // The rows of practices are behind the second wall for the keeper, too: he sees none without entering one.
    expect((await owner.query("SELECT count(*)::int AS n FROM anteroom.counter")).rows).toEqual([{ n: 0 }]);
  });

  test("needs no database of his own, only the right to create in it", async () => {
    await server.admin.query("CREATE ROLE helper LOGIN CREATEROLE PASSWORD 'helper'");
    // Both roles are the keeper's, made by the test before: he lets the helper act for them.
    const keeper = await client(urlOf(server.url, { user: "keeper", password: "keeper" }));
    await keeper.query("GRANT anteroom_owner TO helper");
    const database = await server.emptyDatabase();
    onTestFinished(() => database.drop());
    await server.admin.query(`GRANT CREATE ON DATABASE ${database.name} TO helper`);
    const helper = await client(urlOf(database.ownerUrl, { user: "helper", password: "helper" }));
    expect(await migrateShared(helper, migrations)).toEqual({ ok: true, value: numbers });
  });

  test("without the right to create in it is refused, and nothing is left behind", async () => {
    await server.admin.query("CREATE ROLE guest LOGIN CREATEROLE PASSWORD 'guest'");
    const database = await server.emptyDatabase();
    onTestFinished(() => database.drop());
    const guest = await client(urlOf(database.ownerUrl, { user: "guest", password: "guest" }));
    await expect(migrateShared(guest, migrations)).rejects.toMatchObject({ code: "42501" });
    expect(await sharedVersion(guest)).toBe(0);
  });
});
