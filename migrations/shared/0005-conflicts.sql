-- Conflicts: opened by ops, closed by persons or when their cause is gone (main/sync/PROTOCOL.md, section 2).
SET LOCAL ROLE anteroom_owner;

CREATE FUNCTION anteroom.occupying(status text) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$
  SELECT status IN ('booked', 'arrived', 'checked-in', 'fulfilled')
$$;

CREATE FUNCTION anteroom.close_conflict(act anteroom.act, conflict_id text) RETURNS void LANGUAGE sql AS $$
  UPDATE anteroom.conflict SET state = 'closed', closed_op = act.op_id, closed_by = act.actor, closed_at = act.at
  WHERE practice_id = act.practice_id AND id = conflict_id AND state = 'open'
$$;

-- Opens a conflict about a row; both sides of one that this act has opened already are added to it.
CREATE FUNCTION anteroom.note_conflict(
  act anteroom.act, kind_ text, entity_ text, row_ text, other text, wanted jsonb, present jsonb,
  more jsonb DEFAULT '{}'
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  conflict_id text := concat_ws(':', kind_, act.op_id, row_, more ->> 'group');
BEGIN
  -- A row without its time has one open conflict: this act's takes the place of the earlier one.
  IF kind_ = 'slot-taken' THEN
    PERFORM anteroom.close_conflict(act, id) FROM anteroom.conflict
    WHERE practice_id = act.practice_id AND row_id = row_ AND kind = 'slot-taken' AND state = 'open'
      AND id <> conflict_id;
  END IF;
  INSERT INTO anteroom.conflict AS c
    (practice_id, id, kind, entity, row_id, other_id, op_id, opened_by, opened_at, detail)
  VALUES (act.practice_id, conflict_id, kind_, entity_, row_, other, act.op_id, act.actor, act.at,
          jsonb_build_object('wanted', wanted, 'current', present) || more)
  ON CONFLICT (practice_id, id) DO UPDATE SET
    other_id = coalesce(c.other_id, excluded.other_id),
    detail = c.detail || jsonb_build_object('wanted', (c.detail -> 'wanted') || wanted,
                                            'current', (c.detail -> 'current') || present);
END $$;

-- Settles a conflict by a person's word. False: somebody did so before, or its cause is gone.
CREATE FUNCTION anteroom.resolve_conflict(act anteroom.act, resolution_ text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  settled anteroom.conflict;
  parts text[] := string_to_array(act.resolves, ':');
BEGIN
  SELECT * INTO settled FROM anteroom.conflict WHERE practice_id = act.practice_id AND id = act.resolves;
  IF NOT FOUND THEN
    -- Either the op that opens it has not come yet, or it came and opened none.
    IF parts[1] = 'meets' AND EXISTS (SELECT FROM anteroom.appointment
                                      WHERE practice_id = act.practice_id AND id = parts[2])
                          AND EXISTS (SELECT FROM anteroom.block
                                      WHERE practice_id = act.practice_id AND id = parts[3]) THEN
      RETURN false;
    END IF;
    IF EXISTS (SELECT FROM anteroom.op WHERE practice_id = act.practice_id AND op_id = parts[2]) THEN
      RETURN false;
    END IF;
    RAISE foreign_key_violation USING CONSTRAINT = 'unknown_conflict';
  END IF;
  IF settled.state <> 'open' THEN
    RETURN false;
  END IF;
  UPDATE anteroom.conflict SET state = 'resolved', resolution = resolution_,
    closed_op = act.op_id, closed_by = act.actor, closed_at = act.at
  WHERE practice_id = act.practice_id AND id = act.resolves;
  RETURN true;
END $$;

-- A booking over time off of its practitioner: both stay, and a conflict says so. One that a person settled stays so
-- until one of the two is put somewhere `anew`.
CREATE FUNCTION anteroom.note_meeting(
  act anteroom.act, a anteroom.appointment, b anteroom.block, anew boolean
) RETURNS void LANGUAGE sql AS $$
  INSERT INTO anteroom.conflict AS c
    (practice_id, id, kind, entity, row_id, other_id, op_id, opened_by, opened_at, detail)
  VALUES (act.practice_id, 'meets:' || a.id || ':' || b.id,
    CASE b.source WHEN 'google' THEN 'external-event-over-booking' ELSE 'booking-meets-block' END,
    'appointment', a.id, b.id, act.op_id, act.actor, act.at,
    jsonb_build_object(
      'wanted', jsonb_build_object('practitioner_id', a.practitioner_id, 'starts_at', a.starts_at,
                                   'ends_at', a.ends_at),
      'current', jsonb_build_object('practitioner_id', b.practitioner_id, 'starts_at', b.starts_at,
                                    'ends_at', b.ends_at, 'reason', b.reason, 'source', b.source)))
  ON CONFLICT (practice_id, id) DO UPDATE SET
    kind = excluded.kind, op_id = excluded.op_id, opened_by = excluded.opened_by, opened_at = excluded.opened_at,
    detail = excluded.detail, state = 'open', resolution = NULL, closed_op = NULL, closed_by = NULL, closed_at = NULL
  WHERE c.state = 'closed' OR (c.state = 'resolved' AND anew)
$$;

-- All such meetings of the bookings and blocks that an act named.
CREATE FUNCTION anteroom.note_meetings(act anteroom.act, bookings text[], blocks text[], anew text[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  one text;
  booking anteroom.appointment;
  off anteroom.block;
BEGIN
  FOREACH one IN ARRAY bookings LOOP
    SELECT * INTO booking FROM anteroom.appointment WHERE practice_id = act.practice_id AND id = one;
    CONTINUE WHEN NOT booking.holds;
    FOR off IN SELECT * FROM anteroom.block
               WHERE practice_id = act.practice_id AND practitioner_id = booking.practitioner_id AND removed = 0
                 AND ends_at > booking.starts_at AND starts_at < booking.ends_at LOOP
      PERFORM anteroom.note_meeting(act, booking, off, one = ANY (anew));
    END LOOP;
  END LOOP;
  FOREACH one IN ARRAY blocks LOOP
    SELECT * INTO off FROM anteroom.block WHERE practice_id = act.practice_id AND id = one;
    CONTINUE WHEN off.removed = 1;
    FOR booking IN SELECT * FROM anteroom.appointment
                   WHERE practice_id = act.practice_id AND practitioner_id = off.practitioner_id AND holds
                     AND starts_at < off.ends_at AND starts_at > off.starts_at - 86400 AND ends_at > off.starts_at LOOP
      PERFORM anteroom.note_meeting(act, booking, off, one = ANY (anew));
    END LOOP;
  END LOOP;
END $$;

-- Whether what opened a conflict is still so. `act` is the op that was just applied: a group that it set, after the
-- op that opened the conflict, answers the conflict about it.
CREATE FUNCTION anteroom.cause_stands(act anteroom.act, c anteroom.conflict) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  booking anteroom.appointment;
  set_since boolean := false;
BEGIN
  IF c.kind = 'seat-taken' THEN
    RETURN EXISTS (
      SELECT FROM anteroom.attendee t JOIN anteroom.appointment a
        ON a.practice_id = t.practice_id AND a.id = t.appointment_id
      WHERE t.practice_id = c.practice_id AND t.id = c.row_id AND t.seat IS NULL AND anteroom.occupying(a.status));
  END IF;
  IF c.kind = 'field-divergence' THEN
    RETURN c.op_id = act.op_id OR anteroom.setter_of(
      anteroom.row_of(c.practice_id, c.entity, c.row_id), c.detail ->> 'group') IS DISTINCT FROM act.op_id;
  END IF;
  SELECT * INTO booking FROM anteroom.appointment WHERE practice_id = c.practice_id AND id = c.row_id;
  IF c.op_id <> act.op_id AND c.kind IN ('reschedule-race', 'edit-after-cancel') THEN
    set_since := act.op_id IS NOT DISTINCT FROM anteroom.setter_of(
      to_jsonb(booking), CASE c.kind WHEN 'reschedule-race' THEN 'time' ELSE 'status' END);
  END IF;
  RETURN CASE c.kind
    WHEN 'slot-taken' THEN booking.placed = 0
    WHEN 'reschedule-race' THEN anteroom.occupying(booking.status) AND NOT set_since
    WHEN 'edit-after-cancel' THEN NOT set_since
    ELSE booking.holds AND EXISTS (
      SELECT FROM anteroom.block b
      WHERE b.practice_id = c.practice_id AND b.id = c.other_id AND b.removed = 0
        AND b.practitioner_id = booking.practitioner_id
        AND b.starts_at < booking.ends_at AND b.ends_at > booking.starts_at)
  END;
END $$;

-- Closes the conflicts about these rows whose cause is gone.
CREATE FUNCTION anteroom.settle_conflicts(act anteroom.act, ids text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  c anteroom.conflict;
  rows_ text[] := ids || ARRAY(SELECT id::text FROM anteroom.attendee
                               WHERE practice_id = act.practice_id AND appointment_id = ANY (ids));
BEGIN
  FOR c IN SELECT * FROM anteroom.conflict
           WHERE practice_id = act.practice_id AND state = 'open' AND (row_id = ANY (rows_) OR other_id = ANY (rows_))
           ORDER BY id LOOP
    IF NOT anteroom.cause_stands(act, c) THEN
      PERFORM anteroom.close_conflict(act, c.id);
    END IF;
  END LOOP;
END $$;

RESET ROLE;
