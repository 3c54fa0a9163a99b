import { beforeAll, describe, expect, test } from "vitest";
import { entities } from "../../../src/sync/entities.ts";
import { SCHEMA } from "../../../src/sync/protocol.ts";
import type { TestDatabase } from "../../helpers/postgres.ts";
import { sharedDatabase } from "./shared-practice.ts";

/** What PostgreSQL itself says about the schema. */

/** Tables about the server as a whole: they hold nothing of any practice. */
const OF_THE_SERVER = ["migration", "server_setting"];

let database: TestDatabase;
beforeAll(async () => {
  database = await sharedDatabase();
});
const ask = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await database.owner.query(sql, values)).rows as Row[];

const TABLES = `SELECT c.oid, c.relname FROM pg_class c
  WHERE c.relnamespace = 'anteroom'::regnamespace AND c.relkind = 'r' AND c.relname <> ALL ($1)`;

describe("every key begins with the practice, so that nothing is unique across practices", () => {
  test("primary keys, unique keys and exclusion constraints", async () => {
    const wrong = await ask<{ name: string }>(
      `SELECT i.indexrelid::regclass::text AS name FROM (${TABLES}) t JOIN pg_index i ON i.indrelid = t.oid
       LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
       WHERE (i.indisunique OR i.indisexclusion) AND a.attname IS DISTINCT FROM 'practice_id'`,
      [OF_THE_SERVER],
    );
    expect(wrong).toEqual([]);
  });

  test("foreign keys, on both sides", async () => {
    const wrong = await ask<{ name: string }>(
      `SELECT k.conname AS name FROM (${TABLES}) t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
       JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
       JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[1]
       WHERE a.attname <> 'practice_id' OR b.attname <> 'practice_id'`,
      [OF_THE_SERVER],
    );
    expect(wrong).toEqual([]);
  });

  test("and there are some: the two walls against overlap, and the unique slot", async () => {
    const found = await ask<{ name: string; definition: string }>(
      `SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
       WHERE contype = 'x' AND connamespace = 'anteroom'::regnamespace ORDER BY conname`,
    );
    expect(found).toEqual([
      {
        name: "appointment_one_at_a_time",
        definition:
          "EXCLUDE USING gist (practice_id WITH =, practitioner_id WITH =, int8range(starts_at, busy_until) WITH &&) WHERE (holds)",
      },
      {
        name: "appointment_one_in_a_room",
        definition:
          "EXCLUDE USING gist (practice_id WITH =, room_id WITH =, int8range(starts_at, busy_until) WITH &&) WHERE (holds)",
      },
    ]);
    const [slot] = await ask<{ definition: string }>(
      "SELECT pg_get_indexdef('anteroom.appointment_slot'::regclass) AS definition",
    );
    expect(slot?.definition).toContain("UNIQUE");
    expect(slot?.definition).toContain("(practice_id, practitioner_id, starts_at) WHERE holds");
  });
});

test("nothing stands in the way of distribution by practice: no trigger, no key that cascades", async () => {
  const inTheWay = await ask(
    `SELECT tgname AS name FROM (${TABLES}) t JOIN pg_trigger g ON g.tgrelid = t.oid WHERE NOT g.tgisinternal
     UNION ALL
     SELECT conname FROM (${TABLES}) t JOIN pg_constraint k ON k.conrelid = t.oid
     WHERE k.contype = 'f' AND (k.confupdtype <> 'a' OR k.confdeltype <> 'a')`,
    [OF_THE_SERVER],
  );
  expect(inTheWay).toEqual([]);
});

test("every table of a practice is behind row-level security, for its owner as well", async () => {
  const tables = await ask<{ name: string; on: boolean; forced: boolean; policies: string[] }>(
    `SELECT c.relname AS name, c.relrowsecurity AS on, c.relforcerowsecurity AS forced,
       ARRAY(SELECT qual || '/' || cmd FROM pg_policies WHERE tablename = c.relname AND schemaname = 'anteroom') AS policies
     FROM pg_class c JOIN (${TABLES}) t USING (oid) ORDER BY 1`,
    [OF_THE_SERVER],
  );
  expect(tables.length).toBeGreaterThan(18);
  for (const table of tables) {
    expect(table).toMatchObject({ on: true, forced: true });
    expect(table.policies).toEqual(["(practice_id = anteroom.current_practice())/ALL"]);
  }
});

test("what a desk may call runs as an owner without powers, with its names pinned", async () => {
  const functions = await ask<Record<string, unknown>>(
    `SELECT p.proname AS name, r.rolname AS owner, p.prosecdef AS definer, r.rolsuper OR r.rolbypassrls OR r.rolcanlogin AS powers,
       'search_path=pg_catalog, pg_temp' = ANY (p.proconfig) AS pinned
     FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
     WHERE p.pronamespace = 'anteroom_api'::regnamespace ORDER BY 1`,
  );
  expect(functions.map(({ name }) => name)).toEqual([
    "check_practice",
    "enrol",
    "exchange",
    "finish_upload",
    "invite",
    "open_epoch",
    "open_session",
    "reidentify",
    "revoke_desk",
    "snapshot_page",
    "upload",
  ]);
  for (const one of functions) {
    expect(one).toMatchObject({ owner: "anteroom_owner", definer: true, powers: false, pinned: true });
  }
});

test("all is owned by the owner role: tables, functions, types", async () => {
  const wrong = await ask(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'anteroom'::regnamespace AND relkind IN ('r', 'v', 'S')
       AND relowner <> 'anteroom_owner'::regrole
     UNION ALL
     SELECT p.proname FROM pg_proc p LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e'
     WHERE p.pronamespace = 'anteroom'::regnamespace AND d.objid IS NULL AND p.proowner <> 'anteroom_owner'::regrole`,
  );
  expect(wrong).toEqual([]);
});

describe("the server knows what the desks know", () => {
  test("the same entities with the same field groups", async () => {
    const [found] = await ask<{ entities: unknown }>("SELECT anteroom.entities() AS entities");
    expect(found?.entities).toEqual(entities);
  });

  test("in the same order, with conflicts last", async () => {
    const [found] = await ask<{ order: string[] }>('SELECT anteroom.entity_order() AS "order"');
    expect(found?.order).toEqual([...Object.keys(entities), "conflict"]);
  });

  test("each with exactly the columns that travel, beside what the server needs", async () => {
    const own: Record<string, string[]> = { appointment: ["placed", "holds"], attendee: ["capacity"] };
    const columns = await ask<{ entity: string; columns: string[] }>(
      `SELECT c.relname AS entity, array_agg(a.attname::text ORDER BY a.attname) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       WHERE c.relnamespace = 'anteroom'::regnamespace AND c.relname = ANY ($1) GROUP BY 1`,
      [Object.keys(entities)],
    );
    const expected = Object.entries(entities).map(([entity, groups]) => ({
      entity,
      columns: [
        "practice_id",
        entity === "group_session" ? "appointment_id" : "id",
        "set_by",
        ...Object.values(groups).flat(),
        ...(own[entity] ?? []),
      ].toSorted(),
    }));
    const byEntity = (a: { entity: string }, b: { entity: string }) => (a.entity < b.entity ? -1 : 1);
    expect(columns.toSorted(byEntity)).toEqual(expected.toSorted(byEntity));
  });

  test("and the version of what is spoken", async () => {
    const [found] = await ask<{ version: number }>("SELECT anteroom.schema_version() AS version");
    expect(found?.version).toBe(SCHEMA);
  });
});
