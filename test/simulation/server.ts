import { Client } from "pg";
import type { FeedEntry, Identity } from "../../src/sync/protocol.ts";
import { allEntities, canonicalRow, idColumn, keyOf, type Rows } from "./invariants/rows.ts";

/** A call of the API, as a desk makes it. */
export type Call = {
  readonly name: string;
  readonly deskId: string;
  readonly secret: string;
  readonly request: unknown;
};

/** The first desk of a new practice. */
export type Founded = Identity & { readonly fence: string; readonly epoch: string };

/** All rows of one practice, by table: what a backup of the server holds of it. */
export type Backup = ReadonlyMap<string, unknown>;

type Table = { readonly name: string; readonly columns: readonly string[] };

/** The real PostgreSQL: two connections that desks call through, and the owner's, who may look at everything. */
export class SimulatedServer {
  readonly owner: Client;
  readonly #desks: readonly [Client, Client];
  readonly #secondPid: number;
  readonly #tables: readonly Table[];

  private constructor(owner: Client, desks: [Client, Client], secondPid: number, tables: Table[]) {
    this.owner = owner;
    this.#desks = desks;
    this.#secondPid = secondPid;
    this.#tables = tables;
  }

  static async connect(ownerUrl: string, deskUrl: string): Promise<SimulatedServer> {
    const open = async (url: string): Promise<Client> => {
      const client = new Client({ connectionString: url });
      await client.connect();
      return client;
    };
    const owner = await open(ownerUrl);
    const first = await open(deskUrl);
    const second = await open(deskUrl);
    const pid = await second.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const tables = await owner.query<Table>(
      `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE n.nspname = 'anteroom' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
         AND a.attgenerated = ''
       GROUP BY c.relname HAVING bool_or(a.attname = 'practice_id') ORDER BY c.relname`,
    );
    return new SimulatedServer(owner, [first, second], pid.rows[0]?.pid ?? 0, tables.rows);
  }

  async createPractice(id: string, name: string, deskName: string, schema: number): Promise<Founded> {
    const { rows } = await this.owner.query<{ made: Founded }>(
      "SELECT anteroom.create_practice($1, $2, $3, $4) AS made",
      [id, name, deskName, schema],
    );
    return (rows[0] as { made: Founded }).made;
  }

  async addDesk(practiceId: string, name: string, schema: number): Promise<Founded> {
    const { rows } = await this.owner.query<{ made: Founded }>(
      `SELECT anteroom.add_desk(practice_id, $2, $3) || jsonb_build_object('epoch', epoch) AS made
       FROM anteroom.counter WHERE practice_id = $1`,
      [practiceId, name, schema],
    );
    return (rows[0] as { made: Founded }).made;
  }

  async enrol(code: string, request: unknown): Promise<unknown> {
    const { rows } = await this.#desks[0].query<{ reply: unknown }>(
      "SELECT anteroom_api.enrol($1, $2) AS reply",
      [code, JSON.stringify(request)],
    );
    return rows[0]?.reply;
  }

  call(call: Call): Promise<unknown> {
    return callOn(this.#desks[0], call);
  }

  /**
   * The second call begins while the first one's transaction is open, and goes as far as it gets: to its end, or to
   * a lock. Then the first one commits, or is cut off. Answers undefined for a call that was cut off.
   */
  async overlapping(first: Call, second: Call, commits: boolean): Promise<[unknown, unknown]> {
    const [one, two] = this.#desks;
    await one.query("BEGIN");
    const early = await callOn(one, first);
    const progress = { ended: false };
    const late = callOn(two, second).finally(() => {
      progress.ended = true;
    });
    while (!progress.ended && !(await this.#secondWaits()))
      await new Promise((resolve) => setImmediate(resolve));
    await one.query(commits ? "COMMIT" : "ROLLBACK");
    return [commits ? early : undefined, await late];
  }

  async #secondWaits(): Promise<boolean> {
    const { rows } = await this.owner.query<{ waits: boolean }>({
      name: "waits",
      text: "SELECT coalesce(wait_event_type = 'Lock', false) AS waits FROM pg_stat_activity WHERE pid = $1",
      values: [this.#secondPid],
    });
    return rows[0]?.waits ?? false;
  }

  async feed(practiceId: string, after: number): Promise<FeedEntry[]> {
    const { rows } = await this.owner.query<{ entry: FeedEntry }>({
      name: "feed",
      text: `SELECT jsonb_build_object('seq', seq, 'hash', hash, 'opId', op_id, 'deskId', desk_id, 'content', content,
               'outcome', outcome, 'images', images) AS entry
             FROM anteroom.change WHERE practice_id = $1 AND seq > $2 ORDER BY seq`,
      values: [practiceId, after],
    });
    return rows.map(({ entry }) => entry);
  }

  /** Every travelling row of the practice and its conflicts. */
  async rows(practiceId: string): Promise<Rows> {
    const rows: Rows = new Map();
    const of = [...allEntities, "conflict"].map(
      (entity) =>
        `SELECT '${entity}' AS entity, to_jsonb(t) AS row FROM anteroom.${entity} t WHERE practice_id = $1`,
    );
    const found = await this.owner.query<{ entity: string; row: Record<string, unknown> }>({
      name: "rows",
      text: of.join(" UNION ALL "),
      values: [practiceId],
    });
    for (const { entity, row } of found.rows)
      rows.set(keyOf(entity, String(row[idColumn(entity)])), canonicalRow(entity, row));
    return rows;
  }

  async backUp(practiceId: string): Promise<Backup> {
    const backup = new Map<string, unknown>();
    for (const { name } of this.#tables) {
      const { rows } = await this.owner.query<{ rows: unknown }>(
        `SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]') AS rows FROM anteroom.${name} t WHERE practice_id = $1`,
        [practiceId],
      );
      backup.set(name, rows[0]?.rows);
    }
    return backup;
  }

  /** Puts the practice back to what the backup holds, past every rule, as a restore does. */
  async restore(practiceId: string, backup: Backup): Promise<void> {
    await this.owner.query("BEGIN; SET LOCAL session_replication_role = replica");
    for (const { name, columns } of this.#tables) {
      const list = columns.join(", ");
      await this.owner.query(`DELETE FROM anteroom.${name} WHERE practice_id = $1`, [practiceId]);
      await this.owner.query(
        `INSERT INTO anteroom.${name} (${list}) OVERRIDING SYSTEM VALUE
         SELECT ${list} FROM jsonb_populate_recordset(NULL::anteroom.${name}, $1)`,
        [JSON.stringify(backup.get(name))],
      );
    }
    await this.owner.query("COMMIT");
  }

  /** The practice's server speaks with desks of that schema or newer from now on. */
  async demandSchema(practiceId: string, schema: number): Promise<void> {
    await this.owner.query("UPDATE anteroom.counter SET min_client = $2 WHERE practice_id = $1", [
      practiceId,
      schema,
    ]);
  }

  async trimFeed(practiceId: string): Promise<void> {
    await this.owner.query("SELECT anteroom.trim_feed($1, clock_timestamp())", [practiceId]);
  }

  /** What is wrong with the log: every op has one outcome, which is the feed's, in a feed without gaps. */
  async unsound(practiceId: string): Promise<string[]> {
    const { rows } = await this.owner.query<{ wrong: string }>({
      name: "unsound",
      text: `SELECT 'op ' || coalesce(op.op_id, change.op_id) || ' and the feed disagree' AS wrong
             FROM (SELECT op.* FROM anteroom.op JOIN anteroom.counter USING (practice_id)
                   WHERE practice_id = $1 AND op.seq >= feed_from) op
             FULL JOIN (SELECT * FROM anteroom.change WHERE practice_id = $1) change USING (seq)
             WHERE op.op_id IS DISTINCT FROM change.op_id OR op.outcome IS DISTINCT FROM change.outcome
             UNION ALL
             SELECT gaps || ' gaps in the feed or breaks in its chain' FROM anteroom.count_gaps($1) gaps WHERE gaps <> 0
             UNION ALL
             SELECT found || ' overlaps' FROM anteroom.count_overlaps($1) found WHERE found <> 0`,
      values: [practiceId],
    });
    return rows.map(({ wrong }) => wrong);
  }

  /** After an error: no transaction stays open. */
  async recover(): Promise<void> {
    for (const client of [this.owner, ...this.#desks]) await client.query("ROLLBACK");
  }

  /** Forgets every practice, so that the hundredth seed finds the tables as small as the first. */
  async clear(): Promise<void> {
    await this.owner.query(`TRUNCATE ${this.#tables.map(({ name }) => `anteroom.${name}`).join(", ")}`);
  }

  async close(): Promise<void> {
    await Promise.all([this.owner, ...this.#desks].map((client) => client.end()));
  }
}

async function callOn(client: Client, { name, deskId, secret, request }: Call): Promise<unknown> {
  const { rows } = await client.query<{ reply: unknown }>({
    name,
    text: `SELECT anteroom_api.${name}($1, $2, $3) AS reply`,
    values: [deskId, secret, JSON.stringify(request)],
  });
  return rows[0]?.reply;
}
