-- Rows by the names of their entities. Dynamic statements take names from `entities()` alone, never from a request.
SET LOCAL ROLE anteroom_owner;

-- The field groups of each entity, as src/sync/entities.ts has them (a test compares the two).
CREATE FUNCTION anteroom.entities() RETURNS jsonb IMMUTABLE LANGUAGE sql AS $$
  SELECT '{
    "practice": {"name": ["name"], "zone": ["zone"]},
    "practitioner": {"name": ["name"], "short_name": ["short_name"], "position": ["position"],
      "leaves_on": ["leaves_on"], "removed": ["removed"]},
    "room": {"name": ["name"], "position": ["position"], "retired": ["retired"], "removed": ["removed"]},
    "client": {"name": ["name"], "phone": ["phone", "phone_digits"], "email": ["email"],
      "birth_date": ["birth_date"], "remark": ["remark"], "removed": ["removed"]},
    "appointment_type": {"name": ["name"], "length": ["duration_minutes", "buffer_minutes"], "colour": ["colour"],
      "capacity": ["capacity"], "position": ["position"], "retired": ["retired"], "removed": ["removed"]},
    "working_hours": {"hours": ["practitioner_id", "valid_from", "valid_until", "pattern"], "removed": ["removed"]},
    "hours_exception": {"hours": ["practitioner_id", "day", "ranges"], "removed": ["removed"]},
    "block_series": {
      "rule": ["practitioner_id", "rrule", "zone", "first_start", "duration_minutes", "ends_before"],
      "reason": ["reason"], "removed": ["removed"]},
    "block": {"time": ["practitioner_id", "starts_at", "ends_at"], "reason": ["reason"],
      "source": ["source", "series_id"], "removed": ["removed"]},
    "appointment": {
      "time": ["practitioner_id", "room_id", "starts_at", "ends_at", "busy_until", "outside_reason"],
      "status": ["status", "cancel_reason"], "client": ["client_id"], "type": ["type_id"],
      "source": ["source", "series_id"], "booked": ["booked_by", "booked_at"]},
    "group_session": {"capacity": ["capacity"]},
    "attendee": {"client": ["appointment_id", "client_id"], "seat": ["seat"]},
    "note": {"text": ["appointment_id", "text", "written_by", "written_at"], "removed": ["removed"]}
  }'::jsonb
$$;

-- References come first: in images, in snapshots, in uploads.
CREATE FUNCTION anteroom.entity_order() RETURNS text[] IMMUTABLE LANGUAGE sql AS $$
  SELECT ARRAY['practice', 'practitioner', 'room', 'client', 'appointment_type', 'working_hours', 'hours_exception',
               'block_series', 'block', 'appointment', 'group_session', 'attendee', 'note', 'conflict']
$$;

CREATE FUNCTION anteroom.id_column(entity text) RETURNS text IMMUTABLE LANGUAGE sql AS $$
  SELECT CASE entity WHEN 'group_session' THEN 'appointment_id' ELSE 'id' END
$$;

-- One act while it is applied. `resolves`: the conflict it settles, whose op is taken as based on the present.
CREATE TYPE anteroom.act AS (
  practice_id uuid, op_id text, actor text, at bigint, resolves text
);

-- The values of an update by field group; a column that does not travel is refused.
CREATE FUNCTION anteroom.by_group(entity text, vals jsonb) RETURNS jsonb IMMUTABLE LANGUAGE plpgsql AS $$
DECLARE
  result jsonb := '{}';
  pair record;
  grp text;
BEGIN
  FOR pair IN SELECT * FROM jsonb_each(vals) LOOP
    SELECT g.key INTO grp FROM jsonb_each(anteroom.entities() -> entity) g WHERE g.value ? pair.key;
    IF NOT FOUND THEN
      RAISE check_violation USING CONSTRAINT = 'unknown_column';
    END IF;
    result := jsonb_set(result, ARRAY[grp],
                        coalesce(result -> grp, '{}') || jsonb_build_object(pair.key, pair.value));
  END LOOP;
  RETURN result;
END $$;

-- The columns that travel: those of an insert are these, or it is refused.
CREATE FUNCTION anteroom.columns_of(entity text) RETURNS text[] IMMUTABLE LANGUAGE sql AS $$
  SELECT array_agg(column_)
  FROM jsonb_each(anteroom.entities() -> entity) g, jsonb_array_elements_text(g.value) column_
$$;

CREATE FUNCTION anteroom.setter_of(row_ jsonb, grp text) RETURNS text IMMUTABLE LANGUAGE sql AS $$
  SELECT coalesce(row_ -> 'set_by' ->> grp, row_ -> 'set_by' ->> '*')
$$;

-- What travels of a row: neither whose it is, nor what is derived from others.
CREATE FUNCTION anteroom.image_row(entity text, row_ jsonb) RETURNS jsonb IMMUTABLE LANGUAGE sql AS $$
  SELECT CASE entity
    WHEN 'appointment' THEN row_ - '{practice_id,holds}'::text[]
    WHEN 'attendee' THEN row_ - '{practice_id,capacity}'::text[]
    ELSE row_ - 'practice_id'
  END
$$;

-- row_of: a row as it travels, null if there is none. images_of: those of some ids, in the order of these.
-- One static statement for each entity: a session plans it once, where a dynamic one would be planned at each call.
DO $do$
DECLARE
  row_of text;
  images_of text;
BEGIN
  SELECT
    string_agg(format($f$
      WHEN %1$L THEN RETURN (
        SELECT anteroom.image_row(%1$L, to_jsonb(t)) FROM anteroom.%1$I t
        WHERE t.practice_id = practice AND t.%2$I = row_id);$f$, e, anteroom.id_column(e)), '' ORDER BY n),
    string_agg(format($f$
      WHEN %1$L THEN RETURN (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
          'entity', entity_, 'id', t.%2$I, 'row', anteroom.image_row(%1$L, to_jsonb(t))) ORDER BY t.%2$I), '[]')
        FROM anteroom.%1$I t WHERE t.practice_id = practice AND t.%2$I = ANY (ids));$f$,
      e, anteroom.id_column(e)), '' ORDER BY n)
  INTO row_of, images_of FROM unnest(anteroom.entity_order()) WITH ORDINALITY AS o (e, n);
  EXECUTE format('CREATE FUNCTION anteroom.row_of(practice uuid, entity_ text, row_id text) RETURNS jsonb '
                 'STABLE LANGUAGE plpgsql AS %L', 'BEGIN CASE entity_ ' || row_of || ' END CASE; END');
  EXECUTE format('CREATE FUNCTION anteroom.images_of(practice uuid, entity_ text, ids text[]) RETURNS jsonb '
                 'STABLE LANGUAGE plpgsql AS %L', 'BEGIN CASE entity_ ' || images_of || ' END CASE; END');
END $do$;

-- Attendees with the capacity of their session, which does not travel with them.
CREATE FUNCTION anteroom.with_capacity(practice uuid, attendees jsonb) RETURNS jsonb STABLE LANGUAGE sql AS $$
  SELECT jsonb_agg(a || jsonb_build_object('capacity', s.capacity))
  FROM jsonb_array_elements(attendees) a LEFT JOIN anteroom.group_session s
    ON s.practice_id = practice AND s.appointment_id = a ->> 'appointment_id'
$$;

-- Inserts rows as their images have them; the table's own checks decide about their values. Those that are there
-- already stay as they are.
CREATE FUNCTION anteroom.insert_rows(practice uuid, entity text, rows_ jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  columns text;
BEGIN
  IF entity = 'attendee' THEN
    rows_ := anteroom.with_capacity(practice, rows_);
  END IF;
  SELECT string_agg(quote_ident(key), ', ') INTO columns
  FROM (SELECT DISTINCT key FROM jsonb_array_elements(rows_) r, jsonb_object_keys(r) key) k;
  EXECUTE format('INSERT INTO anteroom.%1$I (practice_id, %2$s) '
                 'SELECT $1, %2$s FROM jsonb_populate_recordset(null::anteroom.%1$I, $2) '
                 'ON CONFLICT (practice_id, %3$I) DO NOTHING', entity, columns, anteroom.id_column(entity))
    USING practice, rows_;
END $$;

-- Sets the columns of one field group and notes the act as its setter.
CREATE FUNCTION anteroom.write_group(act anteroom.act, entity text, id text, grp text, vals jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  columns text;
BEGIN
  SELECT string_agg(quote_ident(key), ', ') INTO columns FROM jsonb_object_keys(vals) key;
  EXECUTE format('UPDATE anteroom.%1$I t SET (set_by, %2$s) = (SELECT t.set_by || $1, %2$s '
                 'FROM jsonb_populate_record(null::anteroom.%1$I, $2)) WHERE t.practice_id = $3 AND t.%3$I = $4',
                 entity, columns, anteroom.id_column(entity))
    USING jsonb_build_object(grp, act.op_id), vals, act.practice_id, id;
END $$;

RESET ROLE;
