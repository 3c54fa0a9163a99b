import { randomUUID } from "node:crypto";
import pg from "pg";
import { migrationsOfFolder } from "../../main/db/migrations-of-folder.ts";
import { migrateShared } from "../../main/worker/postgres/migrate-shared.ts";
import { SCHEMA } from "../../src/sync/protocol.ts";
import { type EmbeddedServer, type ServerOptions, startEmbeddedServer } from "./embedded-server.ts";

/**
 * A real PostgreSQL for tests: one for each process, started when it is first asked for. With
 * ANTEROOM_TEST_DATABASE_URL (a superuser's URL) it is that server instead, which nothing here starts or stops.
 */
export type TestServer = {
  readonly url: string;
  readonly admin: pg.Pool;
  /** Undefined where the server is not ours. */
  readonly embedded: EmbeddedServer | undefined;
  /** A database with the shared schema, copied from a template: some 50 ms. */
  newDatabase(): Promise<TestDatabase>;
  /** An empty one. */
  emptyDatabase(): Promise<TestDatabase>;
  close(): Promise<void>;
};

export type TestDatabase = {
  readonly name: string;
  /** As the superuser, who owns it. */
  readonly ownerUrl: string;
  /** As the role that desks log in with. */
  readonly deskUrl: string;
  readonly owner: pg.Pool;
  readonly desks: pg.Pool;
  /** Drops it, whoever is still connected. */
  drop(): Promise<void>;
};

export type TestPractice = {
  readonly database: TestDatabase;
  readonly practiceId: string;
  readonly name: string;
  /** Of the first desk. */
  readonly deskId: string;
  readonly secret: string;
  readonly fence: string;
  readonly epoch: string;
};

export const DESK_ROLE = "anteroom_desk";
export const DESK_PASSWORD = "desks-of-the-tests";
const TEMPLATE = "anteroom_template";

export const sharedMigrations = () =>
  migrationsOfFolder(new URL("../../migrations/shared", import.meta.url).pathname);

const running = new Map<string, Promise<TestServer>>();

/** The process's server with these options. */
export function postgresServer(options: ServerOptions = {}): Promise<TestServer> {
  const key = JSON.stringify(options);
  const started = running.get(key) ?? startServer(options, () => running.delete(key));
  running.set(key, started);
  return started;
}

async function startServer(options: ServerOptions, forget: () => void): Promise<TestServer> {
  const given = process.env["ANTEROOM_TEST_DATABASE_URL"];
  const embedded = given === undefined ? await startEmbeddedServer(options) : undefined;
  return testServer(given ?? (embedded as EmbeddedServer).url, embedded, forget);
}

/** What tests want of a server, given a superuser's URL of it. */
export function testServer(
  url: string,
  embedded: EmbeddedServer | undefined,
  forget: () => void = () => undefined,
): TestServer {
  const admin = quietPool(url, 2);
  const open = new Set<TestDatabase>();
  const template = `${TEMPLATE}_${randomUUID().replaceAll("-", "")}`;
  let preparing: Promise<void> | undefined;

  const create = async (from: string): Promise<TestDatabase> => {
    const name = `anteroom_${randomUUID().replaceAll("-", "")}`;
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${from}`);
    const database = databaseOf(url, name, async () => {
      open.delete(database);
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    });
    open.add(database);
    return database;
  };

  return {
    url,
    admin,
    embedded,
    emptyDatabase: () => create("template0"),
    async newDatabase() {
      preparing ??= prepareTemplate(admin, url, template);
      await preparing;
      return create(template);
    },
    async close() {
      forget();
      if (embedded === undefined) {
        for (const database of open) await database.drop();
        await admin.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
      }
      await admin.end();
      await embedded?.close();
    },
  };
}

/** Creates a practice and its first desk by the owner's function. Many fit into one database. */
export async function preparePractice(
  database: TestDatabase,
  { name = "Linden Street", deskName = "Desk 1", practiceId = randomUUID() as string } = {},
): Promise<TestPractice> {
  const { rows } = await database.owner.query<{
    made: Omit<TestPractice, "database" | "practiceId" | "name">;
  }>("SELECT anteroom.create_practice($1, $2, $3, $4) AS made", [practiceId, name, deskName, SCHEMA]);
  const made = rows[0]?.made;
  if (made === undefined) throw new Error("no practice was made");
  return { database, practiceId, name, ...made };
}

async function prepareTemplate(admin: pg.Pool, url: string, name: string): Promise<void> {
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  const client = new pg.Client({ connectionString: urlOf(url, { database: name }) });
  await client.connect();
  try {
    const migrated = await migrateShared(client, sharedMigrations());
    if (!migrated.ok) throw new Error(migrated.error.code);
    await client.query(`ALTER ROLE ${DESK_ROLE} PASSWORD '${DESK_PASSWORD}'`);
  } finally {
    await client.end();
  }
}

function databaseOf(serverUrl: string, name: string, remove: () => Promise<void>): TestDatabase {
  const ownerUrl = urlOf(serverUrl, { database: name });
  const deskUrl = urlOf(serverUrl, { database: name, user: DESK_ROLE, password: DESK_PASSWORD });
  const owner = quietPool(ownerUrl, 4);
  const desks = quietPool(deskUrl, 20);
  const drop = async (): Promise<void> => {
    await Promise.all([owner.end(), desks.end()]);
    await remove();
  };
  return { name, ownerUrl, deskUrl, owner, desks, drop };
}

/** A pool whose idle connections may be terminated (tests do) without bringing the process down. */
function quietPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, allowExitOnIdle: true });
  pool.on("error", () => undefined);
  return pool;
}

/** The same server with another database or user. */
export function urlOf(
  url: string,
  { database, user, password }: { database?: string; user?: string; password?: string },
): string {
  const changed = new URL(url);
  if (database !== undefined) changed.pathname = `/${database}`;
  if (user !== undefined) changed.username = user;
  if (password !== undefined) changed.password = password;
  return changed.href;
}
