-- Who may do what. Desks call the functions below and nothing else; the owner prepares practices.
SET LOCAL ROLE anteroom_owner;

-- Every call of a desk passes here: who it is, whether it is still welcome, whether it is the only one of its kind.
-- Nothing that a caller sends makes it raise; trouble of the server's own does, and is tried again.
CREATE FUNCTION anteroom.serve(call text, desk uuid, secret text, request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  me anteroom.desk := anteroom.desk_of(desk, secret);
  constraint_ text;
BEGIN
  IF me.id IS NULL THEN
    RETURN anteroom.refuse('unknown-desk');
  END IF;
  IF me.revoked THEN
    RETURN anteroom.refuse('revoked');
  END IF;
  IF jsonb_typeof(request) IS DISTINCT FROM 'object' THEN
    RETURN anteroom.refuse('invalid');
  END IF;
  IF call NOT IN ('open_session', 'reidentify') AND request ->> 'fence' IS DISTINCT FROM me.fence THEN
    RETURN anteroom.refuse('fence');
  END IF;
  RETURN CASE call
    WHEN 'open_session' THEN anteroom.open_session(me, request)
    WHEN 'reidentify' THEN anteroom.reidentify(me, request)
    WHEN 'exchange' THEN anteroom.exchange(me, request)
    WHEN 'snapshot_page' THEN anteroom.snapshot_page(me, request)
    WHEN 'open_epoch' THEN anteroom.open_epoch(me, request)
    WHEN 'invite' THEN anteroom.invite(me, request)
    WHEN 'revoke_desk' THEN anteroom.revoke_desk(me, request)
    WHEN 'check_practice' THEN anteroom.check_practice(me, request)
    WHEN 'upload' THEN anteroom.upload(me, request)
    WHEN 'finish_upload' THEN anteroom.finish_upload(me, request)
  END;
EXCEPTION
  WHEN data_exception OR integrity_constraint_violation OR syntax_error_or_access_rule_violation
    OR program_limit_exceeded THEN
    GET STACKED DIAGNOSTICS constraint_ = CONSTRAINT_NAME;
    RETURN anteroom.refuse('invalid', jsonb_build_object('reason', rtrim(SQLSTATE || ' ' || constraint_)));
END $$;

DO $$
DECLARE
  call text;
BEGIN
  FOREACH call IN ARRAY ARRAY['open_session', 'reidentify', 'exchange', 'snapshot_page', 'open_epoch', 'invite',
                              'revoke_desk', 'check_practice', 'upload', 'finish_upload'] LOOP
    -- Plans are made once for each session, by index whatever the tables hold by then: half of the time was planning.
    EXECUTE format('CREATE FUNCTION anteroom_api.%I(desk uuid, secret text, request jsonb) RETURNS jsonb '
                   'LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp '
                   'SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off '
                   'SET enable_mergejoin = off SET jit = off '
                   'AS $f$ SELECT anteroom.serve(%L, desk, secret, request) $f$', call, call);
  END LOOP;
END $$;

CREATE FUNCTION anteroom_api.enrol(code text, request jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN anteroom.enrol(code, request);
EXCEPTION
  WHEN data_exception OR integrity_constraint_violation THEN
    RETURN anteroom.refuse('invalid');
END $$;

GRANT USAGE ON SCHEMA anteroom_api TO anteroom_desk;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA anteroom_api TO anteroom_desk;

-- For the owner alone: a practice with its first desk, which then uploads what it has. Asked again before that is
-- done (the reply was lost, and with it the secret), it makes the first desk anew, for an upload from the start.
CREATE FUNCTION anteroom.create_practice(practice_id uuid, name text, desk_name text, schema int) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  practice constant uuid := practice_id;
  epoch_ uuid;
BEGIN
  PERFORM anteroom.enter_practice(practice);
  -- What an earlier, unfinished upload left may be older than what comes now.
  IF EXISTS (SELECT FROM anteroom.counter WHERE practice_id = practice AND state = 'preparing') THEN
    FOR i IN REVERSE cardinality(anteroom.entity_order()) .. 1 LOOP
      EXECUTE format('DELETE FROM anteroom.%I WHERE practice_id = $1', (anteroom.entity_order())[i]) USING practice;
    END LOOP;
  END IF;
  DELETE FROM anteroom.desk d USING anteroom.counter c
  WHERE c.practice_id = practice AND c.state = 'preparing' AND d.practice_id = practice;
  DELETE FROM anteroom.counter WHERE practice_id = practice AND state = 'preparing';
  INSERT INTO anteroom.counter (practice_id, name) VALUES (practice, create_practice.name) RETURNING epoch INTO epoch_;
  RETURN anteroom.add_desk(practice, desk_name, create_practice.schema) || jsonb_build_object('epoch', epoch_);
END $$;

-- For the owner alone: the feed before a day is forgotten. A desk that was away longer takes a snapshot. The log of
-- ops stays, so that a late op is known all the same.
CREATE FUNCTION anteroom.trim_feed(practice uuid, before timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  kept bigint;
BEGIN
  PERFORM anteroom.enter_practice(practice);
  PERFORM FROM anteroom.counter WHERE practice_id = practice FOR NO KEY UPDATE;
  SELECT max(seq) INTO kept FROM anteroom.change WHERE practice_id = practice AND at < before;
  DELETE FROM anteroom.change WHERE practice_id = practice AND seq < kept;
  UPDATE anteroom.counter SET feed_from = kept WHERE practice_id = practice AND kept IS NOT NULL;
  RETURN kept;
END $$;

-- Row-level security on all that belongs to a practice, for the owner of the tables, too: a second wall.
CREATE FUNCTION anteroom.current_practice() RETURNS uuid STABLE LANGUAGE sql AS $$
  SELECT nullif(current_setting('anteroom.practice_id', true), '')::uuid
$$;

CREATE FUNCTION anteroom.wall_off(table_ regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', table_);
  EXECUTE format('CREATE POLICY of_the_practice ON %s USING (practice_id = anteroom.current_practice())', table_);
END $$;

SELECT anteroom.wall_off(c.oid::regclass)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'practice_id' AND NOT a.attisdropped
WHERE c.relnamespace = 'anteroom'::regnamespace AND c.relkind = 'r';

RESET ROLE;

-- Nobody needs temporary tables here; only the database's owner may say so.
DO $$
BEGIN
  IF pg_has_role(current_user, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'USAGE') THEN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  END IF;
END $$;
