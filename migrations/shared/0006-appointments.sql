-- Who gets a time: the precheck, moves of one row or several, and statuses (main/sync/PROTOCOL.md, section 2).
-- The practice's counter row is locked, so what a check finds free stays free until the end of the transaction.
SET LOCAL ROLE anteroom_owner;

-- A resolution that finds no room: all that its op wrote is taken back (caught in apply_op).
CREATE FUNCTION anteroom.no_room() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'no room' USING ERRCODE = 'AR001';
END $$;

CREATE TYPE anteroom.blocker AS (id text, resource text);

-- The first appointment, other than `but`, that holds the practitioner's or the room's time in [from_, until_).
CREATE FUNCTION anteroom.blocker_of(
  practice uuid, practitioner text, room text, from_ bigint, until_ bigint, but text[]
) RETURNS anteroom.blocker STABLE LANGUAGE plpgsql AS $$
DECLARE
  found_one anteroom.blocker;
BEGIN
  SELECT id, 'practitioner' INTO found_one FROM anteroom.appointment
  WHERE practice_id = practice AND practitioner_id = practitioner AND holds
    AND starts_at < until_ AND starts_at > from_ - 86400 AND busy_until > from_ AND id <> ALL (but)
  ORDER BY starts_at LIMIT 1;
  IF NOT FOUND AND room IS NOT NULL THEN
    SELECT id, 'room' INTO found_one FROM anteroom.appointment
    WHERE practice_id = practice AND room_id = room AND holds
      AND starts_at < until_ AND starts_at > from_ - 86400 AND busy_until > from_ AND id <> ALL (but)
    ORDER BY starts_at LIMIT 1;
  END IF;
  RETURN found_one;
END $$;

-- Where a row, or a row as somebody wanted it, has its time.
CREATE FUNCTION anteroom.place_of(row_ jsonb) RETURNS jsonb IMMUTABLE LANGUAGE sql AS $$
  SELECT jsonb_build_object('practitioner_id', row_ -> 'practitioner_id', 'room_id', row_ -> 'room_id',
                            'starts_at', row_ -> 'starts_at', 'ends_at', row_ -> 'ends_at',
                            'busy_until', row_ -> 'busy_until')
$$;

CREATE FUNCTION anteroom.blocker_at(practice uuid, place jsonb, but text[]) RETURNS anteroom.blocker
STABLE LANGUAGE sql AS $$
  SELECT anteroom.blocker_of(practice, place ->> 'practitioner_id', place ->> 'room_id',
                             (place ->> 'starts_at')::bigint, (place ->> 'busy_until')::bigint, but)
$$;

-- Whether another op set the group since the act's desk saw it. A person who resolves saw the present.
CREATE FUNCTION anteroom.is_concurrent(act anteroom.act, row_ jsonb, change jsonb, grp text) RETURNS boolean
IMMUTABLE LANGUAGE sql AS $$
  SELECT act.resolves IS NULL AND (change -> 'base') ? grp
     AND anteroom.setter_of(row_, grp) IS DISTINCT FROM (change -> 'base' -> grp ->> 'setBy')
     AND anteroom.setter_of(row_, grp) IS DISTINCT FROM act.op_id
$$;

-- Whether this very act set the group already: rows that were uploaded, or taken over into a new epoch.
CREATE FUNCTION anteroom.is_applied(act anteroom.act, row_ jsonb, change jsonb, grp text) RETURNS boolean
IMMUTABLE LANGUAGE sql AS $$
  SELECT anteroom.setter_of(row_, grp) IS NOT DISTINCT FROM act.op_id
     AND (change -> 'base' -> grp ->> 'setBy') IS DISTINCT FROM act.op_id
$$;

CREATE FUNCTION anteroom.lose_slot(act anteroom.act, id text, wanted jsonb, blocked_by anteroom.blocker) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  winner jsonb := anteroom.row_of(act.practice_id, 'appointment', blocked_by.id);
BEGIN
  IF act.resolves IS NOT NULL THEN
    PERFORM anteroom.no_room();
  END IF;
  PERFORM anteroom.note_conflict(act, 'slot-taken', 'appointment', id, blocked_by.id,
    anteroom.place_of(wanted), anteroom.place_of(winner), jsonb_build_object('resource', blocked_by.resource));
END $$;

-- A booking that finds its time taken is kept without it: a loser is a row, not an error.
CREATE FUNCTION anteroom.insert_appointment(act anteroom.act, id_ text, vals jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v anteroom.appointment := jsonb_populate_record(NULL::anteroom.appointment, vals);
  blocked_by anteroom.blocker;
BEGIN
  IF anteroom.occupying(v.status) THEN
    blocked_by := anteroom.blocker_of(act.practice_id, v.practitioner_id, v.room_id, v.starts_at, v.busy_until,
                                      ARRAY[id_]);
  END IF;
  INSERT INTO anteroom.appointment (practice_id, id, practitioner_id, room_id, client_id, type_id, status, placed,
    starts_at, ends_at, busy_until, source, series_id, outside_reason, cancel_reason, booked_by, booked_at, set_by)
  VALUES (act.practice_id, id_, v.practitioner_id, v.room_id, v.client_id, v.type_id, v.status,
    CASE WHEN blocked_by.id IS NULL THEN 1 ELSE 0 END, v.starts_at, v.ends_at, v.busy_until, v.source, v.series_id,
    v.outside_reason, v.cancel_reason, v.booked_by, v.booked_at, jsonb_build_object('*', act.op_id));
  IF blocked_by.id IS NOT NULL THEN
    PERFORM anteroom.lose_slot(act, id_, vals, blocked_by);
  END IF;
END $$;

-- Sets the time group where it differs, and whether the row has that time.
CREATE FUNCTION anteroom.put_at(act anteroom.act, row_ jsonb, vals jsonb, placed_ int) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE anteroom.appointment t SET
    (practitioner_id, room_id, starts_at, ends_at, busy_until, outside_reason) =
      (SELECT v.practitioner_id, v.room_id, v.starts_at, v.ends_at, v.busy_until, v.outside_reason
       FROM jsonb_populate_record(t, vals) v),
    placed = placed_,
    set_by = CASE WHEN row_ @> vals THEN t.set_by ELSE t.set_by || jsonb_build_object('time', act.op_id) END
  WHERE practice_id = act.practice_id AND id = row_ ->> 'id';
END $$;

-- All new times of one op at once, whether it moves one row, swaps two or shifts many: those that hold time are taken
-- out of it, then put at the wanted places if every one of these is free. Otherwise nobody moves.
CREATE FUNCTION anteroom.move_all(act anteroom.act, changes jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  change jsonb;
  row_ jsonb;
  vals jsonb;
  moves jsonb := '[]'; -- {row, vals, refusal, blocker, resource}
  move jsonb;
  moving text[];
  refusal text;
  blocked_by anteroom.blocker;
  refused int;
BEGIN
  FOR change IN SELECT * FROM jsonb_array_elements(changes) LOOP
    vals := anteroom.by_group('appointment', change -> 'values') -> 'time';
    row_ := anteroom.row_of(act.practice_id, 'appointment', change ->> 'id');
    CONTINUE WHEN anteroom.is_applied(act, row_, change, 'time') OR (row_ @> vals AND (row_ ->> 'placed') = '1');
    refusal := CASE
      WHEN anteroom.occupying(row_ ->> 'status') THEN
        CASE WHEN anteroom.is_concurrent(act, row_, change, 'time') AND NOT row_ @> vals THEN 'reschedule-race' END
      WHEN anteroom.is_concurrent(act, row_, change, 'time') OR anteroom.is_concurrent(act, row_, change, 'status')
        THEN 'edit-after-cancel'
    END;
    moves := moves || jsonb_build_object('row', row_, 'vals', vals, 'refusal', refusal);
  END LOOP;
  moving := ARRAY(SELECT m -> 'row' ->> 'id' FROM jsonb_array_elements(moves) m);

  FOR i IN 0 .. jsonb_array_length(moves) - 1 LOOP
    move := moves -> i;
    CONTINUE WHEN NOT anteroom.occupying(move -> 'row' ->> 'status') OR move ->> 'refusal' IS NOT NULL;
    blocked_by := anteroom.blocker_at(act.practice_id, (move -> 'row') || (move -> 'vals'), moving);
    IF blocked_by.id IS NULL THEN
      blocked_by := anteroom.blocker_among(moves, i);
    END IF;
    IF blocked_by.id IS NOT NULL THEN
      IF act.resolves IS NOT NULL THEN
        PERFORM anteroom.no_room();
      END IF;
      moves := jsonb_set(moves, ARRAY[i::text], move || jsonb_build_object(
        'refusal', 'reschedule-race', 'blocker', blocked_by.id, 'resource', blocked_by.resource));
    END IF;
  END LOOP;

  SELECT count(*) INTO refused FROM jsonb_array_elements(moves) m WHERE m ->> 'refusal' IS NOT NULL;
  -- One row alone that had lost its time anyway goes on waiting at the place that is wanted now.
  IF refused = 1 AND jsonb_array_length(moves) = 1 AND moves -> 0 ->> 'blocker' IS NOT NULL
     AND moves -> 0 -> 'row' ->> 'placed' = '0' THEN
    move := moves -> 0;
    PERFORM anteroom.put_at(act, move -> 'row', move -> 'vals', 0);
    PERFORM anteroom.lose_slot(act, move -> 'row' ->> 'id', (move -> 'row') || (move -> 'vals'),
                               (move ->> 'blocker', move ->> 'resource')::anteroom.blocker);
  ELSIF refused > 0 THEN
    FOR move IN SELECT * FROM jsonb_array_elements(moves) LOOP
      PERFORM anteroom.note_conflict(act, coalesce(move ->> 'refusal', 'reschedule-race'), 'appointment',
        move -> 'row' ->> 'id', move ->> 'blocker',
        anteroom.place_of((move -> 'row') || (move -> 'vals')), anteroom.place_of(move -> 'row'),
        jsonb_strip_nulls(jsonb_build_object('resource', move -> 'resource')));
    END LOOP;
  ELSE
    IF jsonb_array_length(moves) > 1 THEN
      UPDATE anteroom.appointment SET placed = 0
      WHERE practice_id = act.practice_id AND id = ANY (moving) AND holds;
    END IF;
    FOR move IN SELECT * FROM jsonb_array_elements(moves) LOOP
      PERFORM anteroom.put_at(act, move -> 'row', move -> 'vals', 1);
    END LOOP;
  END IF;
END $$;

-- Whether two rows of one op want the same time: the other one.
CREATE FUNCTION anteroom.blocker_among(moves jsonb, index_ int) RETURNS anteroom.blocker IMMUTABLE LANGUAGE sql AS $$
  WITH wanted AS (
    SELECT n - 1 AS n, m -> 'row' ->> 'status' AS status, p.*
    FROM jsonb_array_elements(moves) WITH ORDINALITY AS t (m, n),
      jsonb_to_record((m -> 'row') || (m -> 'vals')) AS p
        (id text, practitioner_id text, room_id text, starts_at bigint, busy_until bigint)
  )
  SELECT b.id, CASE WHEN a.practitioner_id = b.practitioner_id THEN 'practitioner' ELSE 'room' END
  FROM wanted a JOIN wanted b ON b.n <> a.n AND a.starts_at < b.busy_until AND b.starts_at < a.busy_until
    AND (a.practitioner_id = b.practitioner_id OR a.room_id = b.room_id) AND anteroom.occupying(b.status)
  WHERE a.n = index_
  ORDER BY b.n LIMIT 1
$$;

-- Of two statuses the further one stays.
CREATE FUNCTION anteroom.status_rank(status text) RETURNS int IMMUTABLE LANGUAGE sql AS $$
  SELECT array_position(ARRAY['waitlist', 'booked', 'arrived', 'checked-in', 'fulfilled', 'noshow', 'cancelled',
                              'entered-in-error'], status)
$$;

CREATE FUNCTION anteroom.decide_status(act anteroom.act, change jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  row_ jsonb := anteroom.row_of(act.practice_id, 'appointment', change ->> 'id');
  vals jsonb := anteroom.by_group('appointment', change -> 'values') -> 'status';
  was text := row_ ->> 'status';
  wanted text := coalesce(vals ->> 'status', was);
  blocked_by anteroom.blocker;
BEGIN
  IF row_ @> vals OR anteroom.is_applied(act, row_, change, 'status') THEN
    RETURN;
  END IF;
  IF anteroom.is_concurrent(act, row_, change, 'status') THEN
    IF 'cancelled' IN (was, wanted) AND (anteroom.occupying(was) OR anteroom.occupying(wanted)
                                         OR 'noshow' IN (was, wanted)) THEN
      PERFORM anteroom.note_conflict(act, 'edit-after-cancel', 'appointment', change ->> 'id', NULL,
        vals, jsonb_build_object('status', was, 'cancel_reason', row_ -> 'cancel_reason'));
      RETURN;
    END IF;
    IF anteroom.status_rank(wanted) <= anteroom.status_rank(was) THEN
      RETURN;
    END IF;
  END IF;
  IF anteroom.occupying(wanted) AND NOT (anteroom.occupying(was) AND row_ ->> 'placed' = '1') THEN
    blocked_by := anteroom.blocker_at(act.practice_id, row_, ARRAY[change ->> 'id']);
  END IF;
  UPDATE anteroom.appointment t SET
    (status, cancel_reason) = (SELECT v.status, v.cancel_reason FROM jsonb_populate_record(t, vals) v),
    placed = CASE WHEN blocked_by.id IS NULL THEN 1 ELSE 0 END,
    set_by = t.set_by || jsonb_build_object('status', act.op_id)
  WHERE practice_id = act.practice_id AND id = change ->> 'id';
  IF blocked_by.id IS NOT NULL THEN
    PERFORM anteroom.lose_slot(act, change ->> 'id', row_, blocked_by);
  END IF;
END $$;

RESET ROLE;
