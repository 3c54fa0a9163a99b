-- Push and pull in one round trip, and the epochs of the feed (main/sync/PROTOCOL.md, section 3).
SET LOCAL ROLE anteroom_owner;

-- A hint for whoever listens, without content: another practice's listener learns nothing.
CREATE FUNCTION anteroom.wake(practice uuid) RETURNS void VOLATILE LANGUAGE sql AS $$
  SELECT pg_notify('anteroom_' || replace(practice::text, '-', ''), '')
$$;

-- All holds of a desk take the place of those it had. Answers whether others see a difference.
CREATE FUNCTION anteroom.take_leases(me anteroom.desk, leases jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  longest_seconds constant int := 1200;
  before jsonb := anteroom.places_held(me);
BEGIN
  IF before IS NULL AND leases = '[]' THEN
    RETURN false;
  END IF;
  DELETE FROM anteroom.lease WHERE practice_id = me.practice_id AND desk_id = me.id;
  INSERT INTO anteroom.lease
    (practice_id, desk_id, hold_id, practitioner_id, room_id, starts_at, busy_until, expires_at)
  SELECT me.practice_id, me.id, l."holdId", l."practitionerId", l."roomId", l."startsAt", l."busyUntil",
         now() + make_interval(secs => least(l.seconds, longest_seconds))
  FROM jsonb_to_recordset(leases) AS l ("holdId" text, "practitionerId" text, "roomId" text, "startsAt" bigint,
                                        "busyUntil" bigint, seconds int)
  WHERE l.seconds > 0;
  RETURN anteroom.places_held(me) IS DISTINCT FROM before;
END $$;

CREATE FUNCTION anteroom.places_held(me anteroom.desk) RETURNS jsonb STABLE LANGUAGE sql AS $$
  SELECT jsonb_agg(jsonb_build_array(hold_id, practitioner_id, room_id, starts_at, busy_until) ORDER BY hold_id)
  FROM anteroom.lease WHERE practice_id = me.practice_id AND desk_id = me.id
$$;

CREATE FUNCTION anteroom.leases_of_others(me anteroom.desk) RETURNS jsonb STABLE LANGUAGE sql AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
    'holdId', l.hold_id, 'deskName', d.name, 'practitionerId', l.practitioner_id, 'roomId', l.room_id,
    'startsAt', l.starts_at, 'busyUntil', l.busy_until,
    'seconds', ceil(extract(epoch FROM l.expires_at - now()))::int) ORDER BY l.hold_id), '[]')
  FROM anteroom.lease l JOIN anteroom.desk d ON d.practice_id = l.practice_id AND d.id = l.desk_id
  WHERE l.practice_id = me.practice_id AND l.desk_id <> me.id AND l.expires_at > now()
$$;

CREATE FUNCTION anteroom.desks_of(practice uuid) RETURNS jsonb STABLE LANGUAGE sql AS $$
  SELECT jsonb_agg(jsonb_build_object(
    'id', id, 'name', name, 'schema', schema, 'lastSeenAt', floor(extract(epoch FROM last_seen_at))::bigint,
    'revoked', revoked) ORDER BY id)
  FROM anteroom.desk WHERE practice_id = practice
$$;

CREATE FUNCTION anteroom.exchange(me anteroom.desk, request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  ops jsonb := anteroom.array_in(request, 'ops', 100);
  leases jsonb := anteroom.array_in(request, 'leases', 100);
  most int := anteroom.int_in(request, 'limit', 0, 500);
  cursor_seq bigint := anteroom.int_in(request -> 'cursor', 'seq', 0, 9007199254740991);
  cursor_hash text := anteroom.text_in(request -> 'cursor', 'hash', 64);
  trouble jsonb := anteroom.schema_trouble(me.practice_id, request);
  counter_ anteroom.counter;
  wrong text;
  outcomes jsonb := '[]';
  leases_changed boolean;
BEGIN
  IF trouble IS NOT NULL THEN
    RETURN trouble;
  END IF;
  -- Before anything else is locked or looked at: whoever pushes waits here, so that no two can wait for each other.
  IF ops <> '[]' THEN
    PERFORM FROM anteroom.counter WHERE practice_id = me.practice_id FOR NO KEY UPDATE;
  END IF;
  SELECT * INTO counter_ FROM anteroom.counter WHERE practice_id = me.practice_id;
  IF counter_.state = 'preparing' THEN
    RETURN anteroom.refuse('preparing');
  END IF;
  IF request ->> 'epoch' IS DISTINCT FROM counter_.epoch::text THEN
    RETURN anteroom.refuse('epoch', jsonb_build_object('epoch', counter_.epoch));
  END IF;
  -- A desk to which a full copy is on its way only offers: it asks for nothing of a feed that may be forgotten, but its
  -- place proves whether this is still the server that the copy came from.
  wrong := anteroom.cursor_trouble(counter_, cursor_seq, cursor_hash);
  IF wrong = 'diverged' OR (wrong IS NOT NULL AND most > 0) THEN
    RETURN anteroom.refuse(wrong);
  END IF;

  IF ops <> '[]' THEN
    outcomes := anteroom.push(me.practice_id, me.id, ops);
  END IF;
  leases_changed := anteroom.take_leases(me, leases);
  UPDATE anteroom.desk SET last_seen_at = now(), schema = (request ->> 'schema')::int
  WHERE practice_id = me.practice_id AND id = me.id
    AND (last_seen_at < now() - interval '5 seconds' OR schema <> (request ->> 'schema')::int);
  -- Read before the entries: what is committed in between is more to ask for, never skipped.
  SELECT * INTO counter_ FROM anteroom.counter WHERE practice_id = me.practice_id;
  IF leases_changed OR EXISTS (SELECT FROM jsonb_array_elements(outcomes) o
                               WHERE o ->> 'outcome' IN ('accepted', 'conflicted', 'superseded')) THEN
    PERFORM anteroom.wake(me.practice_id);
  END IF;
  RETURN anteroom.reply(jsonb_build_object(
    'epoch', counter_.epoch, 'serverTime', floor(extract(epoch FROM clock_timestamp()))::bigint,
    'schema', anteroom.schema_version(), 'minClient', counter_.min_client, 'outcomes', outcomes,
    'from', cursor_seq, 'entries', anteroom.entries_after(me.practice_id, cursor_seq, counter_.seq, most),
    'head', counter_.seq, 'headHash', counter_.hash, 'leases', anteroom.leases_of_others(me), 'desks', anteroom.desks_of(me.practice_id)));
END $$;

-- The server was put back to an earlier copy: this desk's place in the feed proves it. The first desk that says so
-- opens a new epoch; whoever comes after gets that one.
CREATE FUNCTION anteroom.open_epoch(me anteroom.desk, request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  cursor_seq bigint := anteroom.int_in(request -> 'cursor', 'seq', 0, 9007199254740991);
  cursor_hash text := anteroom.text_in(request -> 'cursor', 'hash', 64);
  counter_ anteroom.counter;
BEGIN
  SELECT * INTO counter_ FROM anteroom.counter WHERE practice_id = me.practice_id FOR NO KEY UPDATE;
  IF request ->> 'epoch' = counter_.epoch::text
     AND anteroom.cursor_trouble(counter_, cursor_seq, cursor_hash) = 'diverged' THEN
    UPDATE anteroom.counter SET epoch = gen_random_uuid() WHERE practice_id = me.practice_id
    RETURNING epoch INTO counter_.epoch;
    PERFORM anteroom.wake(me.practice_id);
  END IF;
  RETURN anteroom.reply(jsonb_build_object('epoch', counter_.epoch));
END $$;

RESET ROLE;
