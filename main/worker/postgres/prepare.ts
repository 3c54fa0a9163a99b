import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import type { Client, QueryResultRow } from "pg";
import { z } from "zod";
import { ServerTrouble } from "../trouble.ts";
import type { Access } from "./address.ts";
import { ask, connect, hangUp } from "./connect.ts";
import { migrateShared, type SharedMigration } from "./migrate-shared.ts";
import { troubleOf } from "./problems.ts";
import { requireVersion } from "./test-server.ts";

export type Preparing = {
  /** The owner's: only here, and never kept. */
  readonly owner: Access;
  readonly migrations: readonly SharedMigration[];
  readonly practiceId: string;
  readonly name: string;
  readonly deskName: string;
  readonly schema: number;
};
export type PreparedPractice = z.infer<typeof madeSchema> & {
  /** What desks log in with. */
  readonly access: Access;
  /** It was prepared before, and has only taken in this desk. */
  readonly isThere: boolean;
};

const DESK_ROLE = "anteroom_desk";
const PASSWORD_BYTES = 24;
const SCRAM_SALT_BYTES = 16;
const SCRAM_ROUNDS = 4_096;
/** An owner has no statement timeout of ours: another one's migration may be under way. */
const TIMEOUT_MS = 60_000;

const madeSchema = z.object({ deskId: z.string(), secret: z.string(), fence: z.string(), epoch: z.string() });

/**
 * With an owner's login: the shared schema, the login of the desks, and the practice with its first desk, to be
 * filled by `upload`. All of it may be repeated after an interruption. Throws ServerTrouble.
 */
export async function prepare(preparing: Preparing): Promise<PreparedPractice> {
  const { owner, migrations, practiceId, name, deskName, schema } = preparing;
  const client = await connect(owner);
  try {
    await requireVersion(client);
    await applyMigrations(client, migrations);
    const password = await deskPassword(client);
    const access = { ...owner, role: DESK_ROLE, password };
    const there = await addDesk(client, preparing);
    if (there) return { ...there, access, isThere: true };
    const [row] = await ask<{ made: unknown }>(
      client,
      "SELECT anteroom.create_practice($1, $2, $3, $4) AS made",
      [practiceId, name, deskName, schema],
      TIMEOUT_MS,
    );
    return { ...madeSchema.parse(row?.made), access, isThere: false };
  } finally {
    hangUp(client);
  }
}

async function applyMigrations(client: Client, migrations: readonly SharedMigration[]): Promise<void> {
  const migrated = await migrateShared(client, migrations).catch((error: unknown) => {
    throw troubleOf(error);
  });
  if (migrated.ok) return;
  throw new ServerTrouble("desk-too-old", `its schema is number ${migrated.error.version}`);
}

/** A desk more for a practice that is ready, as its owner may; undefined where there is none. */
async function addDesk(
  client: Client,
  { practiceId, deskName, schema }: Preparing,
): Promise<z.infer<typeof madeSchema> | undefined> {
  await ask(client, "BEGIN", [], TIMEOUT_MS);
  // Row-level security: from here on to the end of the transaction this practice's rows can be seen.
  await ask(client, "SELECT anteroom.enter_practice($1)", [practiceId], TIMEOUT_MS);
  const [row] = await ask<{ made: object; epoch: string }>(
    client,
    `SELECT anteroom.add_desk(practice_id, $2, $3) AS made, epoch FROM anteroom.counter
     WHERE practice_id = $1 AND state = 'ready'`,
    [practiceId, deskName, schema],
    TIMEOUT_MS,
  );
  await ask(client, "COMMIT", [], TIMEOUT_MS);
  return row && madeSchema.parse({ ...row.made, epoch: row.epoch });
}

/**
 * The password of the desks' login: the same for every practice of this database. The login itself belongs to the
 * whole server, so its comment says which database keeps the password: another one must not change it, or the
 * desks there could log in no more.
 */
async function deskPassword(client: Client): Promise<string> {
  const query = <Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    ask<Row>(client, text, values, TIMEOUT_MS);
  await query("BEGIN");
  // Two owners at once: the second one waits, and then reads what the first has set.
  await query("LOCK TABLE anteroom.server_setting IN EXCLUSIVE MODE");
  const [kept] = await query<{ value: string }>(
    "SELECT value FROM anteroom.server_setting WHERE key = 'desk-password'",
  );
  const password = kept?.value ?? randomBytes(PASSWORD_BYTES).toString("base64url");
  if (!kept) {
    const [other] = await query<{ name: string }>(
      `SELECT datname AS name FROM pg_database
       WHERE datname <> current_database()
         AND 'Anteroom in ' || datname = shobj_description($1::regrole, 'pg_authid')`,
      [DESK_ROLE],
    );
    if (other)
      throw new ServerTrouble(
        "no-rights",
        `the desks of this server use the database ${other.name}: prepare in that one`,
      );
    const database = (await query<{ name: string }>("SELECT current_database() AS name"))[0]?.name ?? "";
    await query(`COMMENT ON ROLE ${DESK_ROLE} IS ${client.escapeLiteral(`Anteroom in ${database}`)}`);
    await query("INSERT INTO anteroom.server_setting (key, value) VALUES ('desk-password', $1)", [password]);
  }
  // Also when it was kept already: an earlier attempt or a restored server may have another one.
  await query(`ALTER ROLE ${DESK_ROLE} PASSWORD ${client.escapeLiteral(scramVerifier(password))}`);
  await query("COMMIT");
  return password;
}

/** What the server keeps of a password (RFC 5802): sent instead of it, so that no log of statements has it. */
function scramVerifier(password: string): string {
  const salt = randomBytes(SCRAM_SALT_BYTES);
  const salted = pbkdf2Sync(password, salt, SCRAM_ROUNDS, 32, "sha256");
  const key = (name: string): Buffer => createHmac("sha256", salted).update(name).digest();
  const stored = createHash("sha256").update(key("Client Key")).digest("base64");
  const server = key("Server Key").toString("base64");
  return `SCRAM-SHA-256$${SCRAM_ROUNDS}:${salt.toString("base64")}$${stored}:${server}`;
}
