import { zonedDay } from "../../../src/time/zoned-day.ts";
import { OPENS_MINUTE, SLOT_MINUTES, SLOTS_A_DAY, ZONE } from "../seed/bench-practice.ts";
import { daysFromNow } from "../slots.ts";
import type { SharingDesks } from "./desks.ts";

/** Beyond every time that is booked while something is measured. */
const FIRST_DAY = 400;

/** The n-th id of its kind (a hexadecimal digit), in the order in which they were made. */
const id = (kind: string): string => `'0195${kind}000-0000-7000-8000-' || lpad(to_hex(n), 12, '0')`;

/** Half hour after half hour, day after day, at every practitioner. */
const APPOINTMENTS = `
  INSERT INTO anteroom.appointment (practice_id, id, practitioner_id, client_id, type_id, status, starts_at, ends_at,
                                    busy_until, source, booked_by, booked_at, set_by)
  SELECT practice_id, ${id("a")}, ($1::text[])[1 + n % cardinality($1::text[])], ($2::text[])[1 + n % cardinality($2::text[])], $3,
         'booked', starts_at, starts_at + ${SLOT_MINUTES - 5} * 60, starts_at + ${SLOT_MINUTES} * 60,
         'phone', 'Front desk', $4, jsonb_build_object('*', ${id("b")})
  FROM anteroom.counter, generate_series(0, $5::int - 1) n, LATERAL (
    SELECT $4::bigint + n / cardinality($1::text[]) / ${SLOTS_A_DAY} * 86400
           + n / cardinality($1::text[]) % ${SLOTS_A_DAY} * ${SLOT_MINUTES} * 60 AS starts_at) at`;

/** What the feed says of them; the chain of its hashes is not looked at by desks that read on. */
const FEED = `
  INSERT INTO anteroom.change (practice_id, seq, hash, op_id, desk_id, content, outcome, images, size)
  SELECT a.practice_id, c.seq + 1 + n - $1::int, encode(sha256(convert_to(op_id, 'UTF8')), 'hex'), op_id,
         (SELECT id FROM anteroom.desk LIMIT 1), content::text, 'accepted', images, length(content::text) * 2
  FROM anteroom.counter c, generate_series($1::int, $2::int - 1) n
  JOIN anteroom.appointment a ON a.id = ${id("a")}, LATERAL (
    SELECT ${id("b")} AS op_id, anteroom.image_row('appointment', to_jsonb(a)) AS row) image, LATERAL (
    SELECT jsonb_build_array(jsonb_build_object('entity', 'appointment', 'id', a.id, 'row', row)) AS images,
           json_build_object('actor', 'Front desk', 'action', 'appointments.book', 'at', a.booked_at, 'changes',
             json_build_array(json_build_object('entity', 'appointment', 'id', a.id, 'kind', 'insert',
                                                'values', row - '{id,placed,set_by}'::text[]))) AS content) entry`;

const OPS = `
  INSERT INTO anteroom.op (practice_id, op_id, content_sha256, seq, hash, outcome)
  SELECT practice_id, op_id, sha256(convert_to(content, 'UTF8')), seq, hash, outcome
  FROM anteroom.change WHERE seq > (SELECT seq FROM anteroom.counter)`;

const COUNTER = `
  UPDATE anteroom.counter SET seq = last.seq, hash = last.hash
  FROM (SELECT seq, hash FROM anteroom.change ORDER BY seq DESC LIMIT 1) last
  RETURNING last.seq`;

/** So many appointments straight into the server's tables, as if they had always been there. */
export async function fill({ database, practice }: SharingDesks, appointments: number): Promise<void> {
  const { practitioners, clients, typeId } = practice;
  const opens = zonedDay(ZONE, daysFromNow(FIRST_DAY)).at(OPENS_MINUTE);
  await database.owner.query(APPOINTMENTS, [practitioners, clients, typeId, opens, appointments]);
  // What the server does by itself within a minute; and nothing is still on its way to its disk.
  await database.owner.query("ANALYZE");
  await database.owner.query("CHECKPOINT");
}

/** The feed tells of those that count from `from` to `until`, as if another desk had just booked each. Answers its end. */
export async function tellOf({ database }: SharingDesks, from: number, until: number): Promise<number> {
  const client = await database.owner.connect();
  await client.query("BEGIN");
  // First, as every push does.
  await client.query("SELECT FROM anteroom.counter FOR NO KEY UPDATE");
  await client.query(FEED, [from, until]);
  await client.query(OPS);
  const { rows } = await client.query<{ seq: string }>(COUNTER);
  await client.query("COMMIT");
  client.release();
  return Number(rows[0]?.seq);
}
