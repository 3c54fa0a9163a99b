-- Who calls, and the calls about desks themselves (main/sync/PROTOCOL.md, section 3).
SET LOCAL ROLE anteroom_owner;

CREATE FUNCTION anteroom.refuse(code text, more jsonb DEFAULT '{}') RETURNS jsonb IMMUTABLE LANGUAGE sql AS $$
  SELECT jsonb_build_object('ok', false, 'code', code) || more
$$;
CREATE FUNCTION anteroom.reply(more jsonb DEFAULT '{}') RETURNS jsonb IMMUTABLE LANGUAGE sql AS $$
  SELECT jsonb_build_object('ok', true) || more
$$;

-- Fields of a request: what is missing or out of bounds ends the call as `invalid`.
CREATE FUNCTION anteroom.int_in(request jsonb, key text, low bigint, high bigint) RETURNS bigint
IMMUTABLE LANGUAGE plpgsql AS $$
DECLARE
  value bigint := (request ->> key)::bigint;
BEGIN
  IF value IS NULL OR value NOT BETWEEN low AND high THEN
    RAISE invalid_parameter_value;
  END IF;
  RETURN value;
END $$;
CREATE FUNCTION anteroom.text_in(request jsonb, key text, longest int) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$
BEGIN
  IF jsonb_typeof(request -> key) IS DISTINCT FROM 'string' OR length(request ->> key) > longest THEN
    RAISE invalid_parameter_value;
  END IF;
  RETURN request ->> key;
END $$;
CREATE FUNCTION anteroom.array_in(request jsonb, key text, most int) RETURNS jsonb IMMUTABLE LANGUAGE plpgsql AS $$
BEGIN
  IF jsonb_typeof(request -> key) IS DISTINCT FROM 'array' OR jsonb_array_length(request -> key) > most THEN
    RAISE invalid_parameter_value;
  END IF;
  RETURN request -> key;
END $$;

-- A secret or a code: whose it is, then 256 random bits. The bits are hashed from three random UUIDs of 122 bits each:
-- built in and from the system's strong source, so no extension is needed. Naming the practice inside makes every
-- look-up one of a single practice, under its row-level security.
CREATE FUNCTION anteroom.new_secret(practice uuid) RETURNS text VOLATILE LANGUAGE sql AS $$
  SELECT practice || '.' || encode(sha256(convert_to(
    gen_random_uuid()::text || gen_random_uuid() || gen_random_uuid(), 'UTF8')), 'hex')
$$;
CREATE FUNCTION anteroom.hash_of(secret text) RETURNS bytea IMMUTABLE LANGUAGE sql AS $$
  SELECT sha256(convert_to(secret, 'UTF8'))
$$;

-- From here on, in this transaction, only this practice's rows can be seen or written. By SET LOCAL, which a
-- distributed database passes on to its nodes (set_config it does not).
CREATE FUNCTION anteroom.enter_practice(practice uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SET LOCAL anteroom.practice_id = %L', coalesce(practice::text, ''));
END $$;
CREATE FUNCTION anteroom.practice_in(secret text) RETURNS uuid IMMUTABLE LANGUAGE sql AS $$
  SELECT substring(secret FROM '^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[0-9a-f]{64}$')::uuid
$$;

CREATE FUNCTION anteroom.desk_of(desk_id uuid, secret text) RETURNS anteroom.desk VOLATILE LANGUAGE plpgsql AS $$
DECLARE
  me anteroom.desk;
  practice uuid := anteroom.practice_in(secret);
BEGIN
  PERFORM anteroom.enter_practice(practice);
  SELECT * INTO me FROM anteroom.desk
  WHERE practice_id = practice AND id = desk_id AND secret_sha256 = anteroom.hash_of(secret);
  RETURN me;
END $$;

-- Null, or the refusal of a desk that speaks another version.
CREATE FUNCTION anteroom.schema_trouble(practice uuid, request jsonb) RETURNS jsonb STABLE LANGUAGE plpgsql AS $$
DECLARE
  theirs bigint := anteroom.int_in(request, 'schema', 1, 1000000);
  oldest int;
BEGIN
  IF theirs > anteroom.schema_version() THEN
    RETURN anteroom.refuse('server-too-old', jsonb_build_object('schema', anteroom.schema_version()));
  END IF;
  SELECT min_client INTO oldest FROM anteroom.counter WHERE practice_id = practice;
  IF theirs < oldest THEN
    RETURN anteroom.refuse('upgrade-required', jsonb_build_object('minClient', oldest));
  END IF;
  RETURN NULL;
END $$;

-- A new desk; its secret is answered once and never kept.
CREATE FUNCTION anteroom.add_desk(practice uuid, name_ text, schema_ int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  secret text := anteroom.new_secret(practice);
  made anteroom.desk;
BEGIN
  INSERT INTO anteroom.desk (practice_id, id, name, secret_sha256, fence, schema)
  VALUES (practice, gen_random_uuid(), name_, anteroom.hash_of(secret), gen_random_uuid(), schema_)
  RETURNING * INTO made;
  RETURN jsonb_build_object('deskId', made.id, 'secret', secret, 'fence', made.fence);
END $$;

-- One session of a desk at a time: the token it has is traded for one that it proposes. The same proposal again is a
-- lost reply; any other token than the current one is a copy of the desk.
CREATE FUNCTION anteroom.open_session(me anteroom.desk, request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  proposed text := anteroom.text_in(request, 'proposed', 100);
  name_ text := anteroom.text_in(request, 'deskName', 120);
  trouble jsonb := anteroom.schema_trouble(me.practice_id, request);
BEGIN
  IF trouble IS NOT NULL THEN
    RETURN trouble;
  END IF;
  IF length(proposed) < 16 THEN
    RAISE invalid_parameter_value;
  END IF;
  UPDATE anteroom.desk SET fence = proposed, name = name_, schema = (request ->> 'schema')::int, last_seen_at = now()
  WHERE practice_id = me.practice_id AND id = me.id AND fence IN (request ->> 'fence', proposed);
  IF NOT FOUND THEN
    RETURN anteroom.refuse('fence');
  END IF;
  RETURN anteroom.reply(jsonb_build_object('fence', proposed, 'epoch',
    (SELECT epoch FROM anteroom.counter WHERE practice_id = me.practice_id)));
END $$;

CREATE FUNCTION anteroom.reidentify(me anteroom.desk, request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  trouble jsonb := anteroom.schema_trouble(me.practice_id, request);
BEGIN
  RETURN coalesce(trouble, anteroom.reply(anteroom.add_desk(
    me.practice_id, anteroom.text_in(request, 'deskName', 120), (request ->> 'schema')::int)));
END $$;

CREATE FUNCTION anteroom.invite(me anteroom.desk, request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  code text := anteroom.new_secret(me.practice_id);
  expires timestamptz := now() + interval '1 hour';
BEGIN
  IF (SELECT state FROM anteroom.counter WHERE practice_id = me.practice_id) = 'preparing' THEN
    RETURN anteroom.refuse('preparing');
  END IF;
  INSERT INTO anteroom.invitation (practice_id, code_sha256, invited_by, expires_at)
  VALUES (me.practice_id, anteroom.hash_of(code), me.id, expires);
  RETURN anteroom.reply(jsonb_build_object('code', code, 'expiresAt', floor(extract(epoch FROM expires))::bigint));
END $$;

-- The one call of somebody who is no desk yet: a code is good once, for an hour.
CREATE FUNCTION anteroom.enrol(code text, request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  practice_ uuid := anteroom.practice_in(code);
  name_ text := anteroom.text_in(request, 'deskName', 120);
  invited anteroom.invitation;
  counter_ anteroom.counter;
  trouble jsonb;
  made jsonb;
BEGIN
  PERFORM anteroom.enter_practice(practice_);
  SELECT * INTO invited FROM anteroom.invitation
  WHERE practice_id = practice_ AND code_sha256 = anteroom.hash_of(code) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN anteroom.refuse('invalid', '{"reason": "unknown_code"}');
  END IF;
  IF invited.used_by IS NOT NULL THEN
    RETURN anteroom.refuse('code-used');
  END IF;
  IF invited.expires_at <= now() THEN
    RETURN anteroom.refuse('code-expired');
  END IF;
  trouble := anteroom.schema_trouble(practice_, request);
  IF trouble IS NOT NULL THEN
    RETURN trouble;
  END IF;
  made := anteroom.add_desk(practice_, name_, (request ->> 'schema')::int);
  UPDATE anteroom.invitation SET used_by = (made ->> 'deskId')::uuid
  WHERE practice_id = practice_ AND code_sha256 = invited.code_sha256;
  SELECT * INTO counter_ FROM anteroom.counter WHERE practice_id = practice_;
  RETURN anteroom.reply(made || jsonb_build_object('practiceId', practice_, 'epoch', counter_.epoch, 'practiceName',
    coalesce((SELECT name FROM anteroom.practice WHERE practice_id = practice_ LIMIT 1), counter_.name)));
END $$;

CREATE FUNCTION anteroom.revoke_desk(me anteroom.desk, request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  gone uuid := anteroom.text_in(request, 'deskId', 36);
BEGIN
  UPDATE anteroom.desk SET revoked = true WHERE practice_id = me.practice_id AND id = gone;
  IF NOT FOUND THEN
    RAISE invalid_parameter_value;
  END IF;
  DELETE FROM anteroom.lease WHERE practice_id = me.practice_id AND desk_id = gone;
  RETURN anteroom.reply();
END $$;

RESET ROLE;
