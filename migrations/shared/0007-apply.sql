-- Applying an op, all or nothing (main/sync/PROTOCOL.md, section 2).
SET LOCAL ROLE anteroom_owner;

-- Another row that has the same unique key: hours from the same day on, an exception on the same day.
CREATE FUNCTION anteroom.same_hours(practice uuid, entity text, row_id text, row_ jsonb) RETURNS jsonb
STABLE LANGUAGE plpgsql AS $$
DECLARE
  other text;
BEGIN
  IF row_ ->> 'removed' <> '0' THEN
    RETURN NULL;
  END IF;
  IF entity = 'working_hours' THEN
    SELECT id INTO other FROM anteroom.working_hours
    WHERE practice_id = practice AND practitioner_id = row_ ->> 'practitioner_id'
      AND valid_from = row_ ->> 'valid_from' AND removed = 0 AND id <> row_id;
  ELSIF entity = 'hours_exception' THEN
    SELECT id INTO other FROM anteroom.hours_exception
    WHERE practice_id = practice AND practitioner_id = row_ ->> 'practitioner_id'
      AND day = row_ ->> 'day' AND removed = 0 AND id <> row_id;
  END IF;
  RETURN CASE WHEN other IS NOT NULL THEN anteroom.row_of(practice, entity, other) END;
END $$;

-- The columns of a group, as a row has them.
CREATE FUNCTION anteroom.group_values(entity text, grp text, row_ jsonb) RETURNS jsonb IMMUTABLE LANGUAGE sql AS $$
  SELECT jsonb_object_agg(column_, row_ -> column_)
  FROM jsonb_array_elements_text(anteroom.entities() -> entity -> grp) column_
$$;

-- A session's capacity, with that of its attendees. One of them above it: the constraint says so.
CREATE FUNCTION anteroom.set_capacity(act anteroom.act, session_id text, capacity_ int) RETURNS void LANGUAGE sql AS $$
  WITH session AS (
    UPDATE anteroom.group_session
    SET capacity = capacity_, set_by = set_by || jsonb_build_object('capacity', act.op_id)
    WHERE practice_id = act.practice_id AND appointment_id = session_id
  )
  UPDATE anteroom.attendee SET capacity = capacity_
  WHERE practice_id = act.practice_id AND appointment_id = session_id
$$;

-- The seat an attendee gets: the wanted one if it is free, else the lowest; null when the session is full or the
-- client sits there already. Then the conflict is noted, too.
CREATE FUNCTION anteroom.take_seat(act anteroom.act, row_id text, row_ jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  session_capacity int;
  there text;
  free_seat int;
BEGIN
  SELECT capacity INTO session_capacity FROM anteroom.group_session
  WHERE practice_id = act.practice_id AND appointment_id = row_ ->> 'appointment_id';
  IF NOT FOUND THEN
    RAISE foreign_key_violation USING CONSTRAINT = 'attendee_session';
  END IF;
  IF row_ ->> 'seat' IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT id INTO there FROM anteroom.attendee
  WHERE practice_id = act.practice_id AND appointment_id = row_ ->> 'appointment_id'
    AND client_id = row_ ->> 'client_id' AND seat IS NOT NULL AND id <> row_id;
  IF there IS NULL THEN
    SELECT seat_ INTO free_seat FROM generate_series(1, session_capacity) seat_
    WHERE seat_ NOT IN (SELECT seat FROM anteroom.attendee
                        WHERE practice_id = act.practice_id AND appointment_id = row_ ->> 'appointment_id'
                          AND seat IS NOT NULL AND id <> row_id)
    ORDER BY seat_ <> (row_ ->> 'seat')::int, seat_ LIMIT 1;
  END IF;
  IF free_seat IS NULL THEN
    IF act.resolves IS NOT NULL THEN
      PERFORM anteroom.no_room();
    END IF;
    PERFORM anteroom.note_conflict(act, 'seat-taken', 'attendee', row_id, there,
      jsonb_build_object('appointment_id', row_ -> 'appointment_id', 'client_id', row_ -> 'client_id',
                         'seat', row_ -> 'seat'),
      jsonb_build_object('capacity', session_capacity));
  END IF;
  RETURN free_seat;
END $$;

-- A row that is there already stays as it is: occurrences of a repeating block, a second upload.
CREATE FUNCTION anteroom.apply_insert(act anteroom.act, entity text, id text, vals jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  row_ jsonb := vals || jsonb_build_object('set_by', jsonb_build_object('*', act.op_id));
  other jsonb;
BEGIN
  IF vals - anteroom.columns_of(entity) <> '{}' THEN
    RAISE check_violation USING CONSTRAINT = 'unknown_column';
  END IF;
  IF anteroom.row_of(act.practice_id, entity, id) IS NOT NULL THEN
    RETURN;
  END IF;
  IF entity = 'appointment' THEN
    PERFORM anteroom.insert_appointment(act, id, vals);
    RETURN;
  END IF;
  IF entity = 'attendee' THEN
    row_ := row_ || jsonb_build_object('seat', anteroom.take_seat(act, id, row_));
  ELSE
    other := anteroom.same_hours(act.practice_id, entity, id, row_);
    IF other IS NOT NULL THEN
      row_ := row_ || '{"removed": 1}';
      PERFORM anteroom.note_conflict(act, 'field-divergence', entity, id, other ->> 'id',
        anteroom.group_values(entity, 'hours', vals), anteroom.group_values(entity, 'hours', other),
        '{"group": "hours"}');
    END IF;
  END IF;
  PERFORM anteroom.insert_rows(act.practice_id, entity,
    jsonb_build_array(row_ || jsonb_build_object(anteroom.id_column(entity), id)));
END $$;

-- One field group of an update: equal values change nothing; where both sides set it, the server's stays.
CREATE FUNCTION anteroom.merge_group(act anteroom.act, entity text, change jsonb, grp text, vals jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  id text := change ->> 'id';
  row_ jsonb := anteroom.row_of(act.practice_id, entity, id);
  other jsonb;
  crowded boolean;
BEGIN
  IF row_ @> vals OR anteroom.is_applied(act, row_, change, grp) THEN
    RETURN;
  END IF;
  IF (entity = 'note' AND grp = 'text') OR (entity = 'attendee' AND vals ? 'appointment_id') THEN
    RAISE check_violation USING CONSTRAINT = 'append_only';
  END IF;
  IF grp IN ('hours', 'removed') THEN
    other := anteroom.same_hours(act.practice_id, entity, id, row_ || vals);
  END IF;
  -- Somebody has taken a seat that a smaller session would not have.
  crowded := entity = 'group_session' AND EXISTS (
    SELECT FROM anteroom.attendee t WHERE t.practice_id = act.practice_id AND t.appointment_id = change ->> 'id'
      AND t.seat > (vals ->> 'capacity')::int);
  IF crowded AND act.resolves IS NOT NULL THEN
    PERFORM anteroom.no_room();
  END IF;
  IF other IS NOT NULL OR crowded OR anteroom.is_concurrent(act, row_, change, grp) THEN
    PERFORM anteroom.note_conflict(act, 'field-divergence', entity, id, other ->> 'id',
      coalesce(change -> 'base' -> grp -> 'values', '{}') || vals,
      anteroom.group_values(entity, grp, row_), jsonb_build_object('group', grp));
    RETURN;
  END IF;
  IF entity = 'attendee' AND grp = 'seat' THEN
    vals := jsonb_build_object('seat', anteroom.take_seat(act, id, row_ || vals));
    IF row_ @> vals THEN
      RETURN;
    END IF;
  END IF;
  IF entity = 'group_session' THEN
    PERFORM anteroom.set_capacity(act, id, (vals ->> 'capacity')::int);
  ELSE
    PERFORM anteroom.write_group(act, entity, id, grp, vals);
  END IF;
END $$;

CREATE FUNCTION anteroom.apply_update(act anteroom.act, change jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  entity text := change ->> 'entity';
  part record;
BEGIN
  FOR part IN SELECT key AS grp, value AS vals FROM jsonb_each(anteroom.by_group(entity, change -> 'values'))
              ORDER BY key LOOP
    CONTINUE WHEN entity = 'appointment' AND part.grp IN ('time', 'status');
    PERFORM anteroom.merge_group(act, entity, change, part.grp, part.vals);
  END LOOP;
END $$;

-- Whether a change of an appointment sets something of the group.
CREATE FUNCTION anteroom.sets(change jsonb, grp text) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$
  SELECT change ->> 'entity' = 'appointment' AND change ->> 'kind' = 'update'
     AND (change -> 'values') ?| ARRAY(SELECT jsonb_array_elements_text(anteroom.entities() -> 'appointment' -> grp))
$$;

-- What an op must look like, and that its rows are known: an update of an unknown row waits for that row.
CREATE FUNCTION anteroom.check_changes(act anteroom.act, changes jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  change jsonb;
  grp text;
BEGIN
  FOR change IN SELECT * FROM jsonb_array_elements(changes) LOOP
    IF NOT coalesce(jsonb_typeof(change -> 'id') = 'string' AND CASE change ->> 'kind'
         WHEN 'insert' THEN anteroom.entities() ? (change ->> 'entity') AND jsonb_typeof(change -> 'values') = 'object'
         WHEN 'update' THEN anteroom.entities() ? (change ->> 'entity') AND jsonb_typeof(change -> 'values') = 'object'
                            AND jsonb_typeof(change -> 'base') = 'object'
         WHEN 'resolve' THEN change ->> 'entity' = 'conflict' AND change ->> 'id' = act.resolves
         ELSE false END, false) THEN
      RAISE check_violation USING CONSTRAINT = 'malformed_change';
    END IF;
    CONTINUE WHEN change ->> 'kind' <> 'update';
    FOR grp IN SELECT jsonb_object_keys(anteroom.by_group(change ->> 'entity', change -> 'values')) LOOP
      IF NOT (change -> 'base') ? grp THEN
        RAISE check_violation USING CONSTRAINT = 'change_without_base';
      END IF;
    END LOOP;
  END LOOP;
END $$;

CREATE FUNCTION anteroom.need_row(act anteroom.act, change jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF anteroom.row_of(act.practice_id, change ->> 'entity', change ->> 'id') IS NULL THEN
    RAISE foreign_key_violation USING CONSTRAINT = 'unknown_row';
  END IF;
END $$;

-- The changes in their order; but first whoever leaves a time leaves it, and all new times are taken together.
CREATE FUNCTION anteroom.apply_changes(act anteroom.act, changes jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  change jsonb;
  moves jsonb;
BEGIN
  FOR change IN SELECT c FROM jsonb_array_elements(changes) c
                WHERE anteroom.sets(c, 'status') AND NOT anteroom.occupying(c -> 'values' ->> 'status')
                  AND anteroom.row_of(act.practice_id, 'appointment', c ->> 'id') IS NOT NULL LOOP
    PERFORM anteroom.decide_status(act, change);
  END LOOP;
  FOR change IN SELECT c FROM jsonb_array_elements(changes) c WHERE c ->> 'kind' <> 'resolve' LOOP
    IF change ->> 'kind' = 'insert' THEN
      PERFORM anteroom.apply_insert(act, change ->> 'entity', change ->> 'id', change -> 'values');
      CONTINUE;
    END IF;
    PERFORM anteroom.need_row(act, change);
    PERFORM anteroom.apply_update(act, change);
    IF anteroom.sets(change, 'time') AND moves IS NULL THEN
      SELECT jsonb_agg(c) INTO moves FROM jsonb_array_elements(changes) c WHERE anteroom.sets(c, 'time');
      PERFORM anteroom.need_row(act, c) FROM jsonb_array_elements(moves) c;
      PERFORM anteroom.move_all(act, moves);
    END IF;
    IF anteroom.sets(change, 'status') THEN
      PERFORM anteroom.decide_status(act, change);
    END IF;
  END LOOP;
END $$;

-- What follows from the rows as they are now: bookings over time off, and conflicts whose cause is gone.
CREATE FUNCTION anteroom.settle(act anteroom.act, changes jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  bookings text[];
  blocks text[];
  anew text[];
  ids text[];
BEGIN
  -- Arriving is not being booked again: a status puts a row somewhere only if it held no time before.
  SELECT
    array_agg(c ->> 'id') FILTER (WHERE c ->> 'entity' = 'appointment' AND (
      c ->> 'kind' = 'insert' OR anteroom.sets(c, 'time') OR anteroom.sets(c, 'status'))),
    array_agg(c ->> 'id') FILTER (WHERE c ->> 'entity' = 'block' AND (
      c ->> 'kind' = 'insert' OR c -> 'values' ?| '{practitioner_id,starts_at,ends_at,removed}')),
    array_agg(c ->> 'id') FILTER (WHERE c ->> 'entity' = 'block' OR c ->> 'kind' = 'insert' OR anteroom.sets(c, 'time')
      OR NOT anteroom.occupying(c -> 'base' -> 'status' -> 'values' ->> 'status')),
    array_agg(c ->> 'id')
  INTO bookings, blocks, anew, ids FROM jsonb_array_elements(changes) c;
  IF bookings IS NOT NULL OR blocks IS NOT NULL THEN
    PERFORM anteroom.note_meetings(act, coalesce(bookings, '{}'), coalesce(blocks, '{}'), coalesce(anew, '{}'));
  END IF;
  PERFORM anteroom.settle_conflicts(act, ids);
  -- A row without its time is never left without a conflict that says so.
  IF act.resolves LIKE 'slot-taken:%' THEN
    IF EXISTS (SELECT FROM anteroom.conflict c JOIN anteroom.appointment a
                 ON a.practice_id = c.practice_id AND a.id = c.row_id AND a.placed = 0
               WHERE c.practice_id = act.practice_id AND c.id = act.resolves AND NOT EXISTS (
                 SELECT FROM anteroom.conflict o WHERE o.practice_id = c.practice_id AND o.row_id = c.row_id
                   AND o.kind = 'slot-taken' AND o.state = 'open')) THEN
      PERFORM anteroom.no_room();
    END IF;
  END IF;
END $$;

CREATE TYPE anteroom.verdict AS (outcome text, reason text);

-- All rules on one op. Whatever a constraint refuses takes the whole op back: it says which, never whose rows.
-- Trouble of the server's own (locks, memory, disk) is no verdict on the op: it ends the call, which is tried again.
CREATE FUNCTION anteroom.apply_op(act anteroom.act, changes jsonb) RETURNS anteroom.verdict LANGUAGE plpgsql AS $$
DECLARE
  constraint_ text;
BEGIN
  IF changes -> 0 ->> 'kind' = 'resolve' THEN
    act.resolves := changes -> 0 ->> 'id';
  END IF;
  PERFORM anteroom.check_changes(act, changes);
  IF act.resolves IS NOT NULL AND NOT anteroom.resolve_conflict(act, changes -> 0 ->> 'resolution') THEN
    RETURN ('superseded', NULL)::anteroom.verdict;
  END IF;
  PERFORM anteroom.apply_changes(act, changes);
  PERFORM anteroom.settle(act, changes);
  IF EXISTS (SELECT FROM anteroom.conflict
             WHERE practice_id = act.practice_id AND op_id = act.op_id AND state = 'open') THEN
    RETURN ('conflicted', NULL)::anteroom.verdict;
  END IF;
  RETURN ('accepted', NULL)::anteroom.verdict;
EXCEPTION
  WHEN SQLSTATE 'AR001' THEN
    RETURN ('conflicted', 'no-room')::anteroom.verdict;
  WHEN foreign_key_violation THEN
    GET STACKED DIAGNOSTICS constraint_ = CONSTRAINT_NAME;
    RETURN ('deferred', constraint_)::anteroom.verdict;
  WHEN data_exception OR integrity_constraint_violation OR syntax_error_or_access_rule_violation
    OR program_limit_exceeded OR plpgsql_error THEN
    GET STACKED DIAGNOSTICS constraint_ = CONSTRAINT_NAME;
    RETURN ('quarantined', rtrim(SQLSTATE || ' ' || constraint_))::anteroom.verdict;
END $$;

RESET ROLE;
