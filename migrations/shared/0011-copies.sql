-- Whole copies: a practice's first upload, snapshots for those who join, and the proof that all is well.
SET LOCAL ROLE anteroom_owner;

CREATE FUNCTION anteroom.count_rows(practice uuid) RETURNS int STABLE LANGUAGE plpgsql AS $$
DECLARE
  entity text;
  found_rows bigint;
  total bigint := 0;
BEGIN
  FOREACH entity IN ARRAY anteroom.entity_order() LOOP
    EXECUTE format('SELECT count(*) FROM anteroom.%I WHERE practice_id = $1', entity) INTO found_rows USING practice;
    total := total + found_rows;
  END LOOP;
  RETURN total;
END $$;

-- A page of all rows, references first, then by id. The place in the feed is read before the rows are: what a later
-- page has newer, the feed brings again. A row is never missed, because rows are never deleted.
CREATE FUNCTION anteroom.snapshot_page(me anteroom.desk, request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  most int := anteroom.int_in(request, 'limit', 1, 2000);
  after_ jsonb := nullif(request -> 'after', 'null');
  entity_ text := coalesce(after_ ->> 'entity', 'practice');
  from_id text := coalesce(after_ ->> 'id', '');
  counter_ anteroom.counter;
  total int;
  images jsonb := '[]';
  page jsonb;
BEGIN
  SELECT * INTO counter_ FROM anteroom.counter WHERE practice_id = me.practice_id;
  IF counter_.state = 'preparing' THEN
    RETURN anteroom.refuse('preparing');
  END IF;
  IF request ->> 'epoch' IS DISTINCT FROM counter_.epoch::text THEN
    RETURN anteroom.refuse('epoch', jsonb_build_object('epoch', counter_.epoch));
  END IF;
  IF anteroom.cursor_trouble(counter_, anteroom.int_in(request -> 'cursor', 'seq', 0, 9007199254740991),
                             anteroom.text_in(request -> 'cursor', 'hash', 64)) = 'diverged' THEN
    RETURN anteroom.refuse('diverged');
  END IF;
  IF array_position(anteroom.entity_order(), entity_) IS NULL THEN
    RAISE invalid_parameter_value;
  END IF;
  total := me.snapshot_total;
  IF after_ IS NULL OR total IS NULL THEN
    total := anteroom.count_rows(me.practice_id);
    UPDATE anteroom.desk SET snapshot_total = total WHERE practice_id = me.practice_id AND id = me.id;
  END IF;
  FOR i IN array_position(anteroom.entity_order(), entity_) .. cardinality(anteroom.entity_order()) LOOP
    entity_ := (anteroom.entity_order())[i];
    EXECUTE format(
      'SELECT coalesce(jsonb_agg(jsonb_build_object(''entity'', %1$L::text, ''id'', t.%2$I, ''row'', '
      'anteroom.image_row(%1$L, to_jsonb(t))) ORDER BY t.%2$I), ''[]'') FROM (SELECT * FROM anteroom.%1$I '
      'WHERE practice_id = $1 AND %2$I > $2 ORDER BY %2$I LIMIT $3) t', entity_, anteroom.id_column(entity_))
      INTO page USING me.practice_id, from_id, most - jsonb_array_length(images);
    images := images || page;
    from_id := '';
    EXIT WHEN jsonb_array_length(images) = most;
  END LOOP;
  RETURN anteroom.reply(jsonb_build_object(
    'epoch', counter_.epoch, 'seq', counter_.seq, 'hash', counter_.hash, 'images', images, 'total', total,
    'next', CASE WHEN jsonb_array_length(images) = most THEN (images -> -1) - 'row' END));
END $$;

-- Rows of the desk that prepares the practice, as they are, setters included. Those that are there already stay, so
-- that an upload can be sent again.
CREATE FUNCTION anteroom.upload(me anteroom.desk, request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  images jsonb := anteroom.array_in(request, 'images', 2000);
  part record;
BEGIN
  PERFORM FROM anteroom.counter WHERE practice_id = me.practice_id AND state = 'preparing' FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN anteroom.refuse('invalid', '{"reason": "not_preparing"}');
  END IF;
  FOR part IN SELECT i ->> 'entity' AS entity, jsonb_agg(i -> 'row') AS rows_ FROM jsonb_array_elements(images) i
              GROUP BY 1 ORDER BY array_position(anteroom.entity_order(), i ->> 'entity') LOOP
    IF coalesce(part.entity <> ALL (anteroom.entity_order()), true) THEN
      RAISE invalid_parameter_value;
    END IF;
    PERFORM anteroom.insert_rows(me.practice_id, part.entity, part.rows_);
  END LOOP;
  RETURN anteroom.reply();
END $$;

CREATE FUNCTION anteroom.finish_upload(me anteroom.desk, request jsonb) RETURNS jsonb LANGUAGE sql AS $$
  UPDATE anteroom.counter SET state = 'ready' WHERE practice_id = me.practice_id AND state = 'preparing';
  SELECT anteroom.reply()
$$;

-- Appointments that begin before an earlier one on the same practitioner or room is over: arithmetic on the rows, by
-- nobody's index or constraint.
CREATE FUNCTION anteroom.count_overlaps(practice uuid) RETURNS bigint STABLE LANGUAGE sql AS $$
  WITH held AS (
    SELECT 'practitioner' AS kind, practitioner_id AS resource, starts_at, busy_until FROM anteroom.appointment
    WHERE practice_id = practice AND placed = 1 AND anteroom.occupying(status)
    UNION ALL
    SELECT 'room', room_id, starts_at, busy_until FROM anteroom.appointment
    WHERE practice_id = practice AND placed = 1 AND anteroom.occupying(status) AND room_id IS NOT NULL
  )
  SELECT count(*) FROM (
    SELECT starts_at < max(busy_until) OVER (PARTITION BY kind, resource ORDER BY starts_at, busy_until
                                             ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS late
    FROM held) h
  WHERE late
$$;

-- Numbers without an entry; and among the newest entries those whose op is not logged so, and breaks in the chain.
CREATE FUNCTION anteroom.count_gaps(practice uuid) RETURNS bigint STABLE LANGUAGE plpgsql AS $$
DECLARE
  newest constant int := 2000;
  counter_ anteroom.counter;
  entries bigint;
  broken bigint;
BEGIN
  SELECT * INTO counter_ FROM anteroom.counter WHERE practice_id = practice;
  SELECT count(*) INTO entries FROM anteroom.change WHERE practice_id = practice AND seq <= counter_.seq;
  SELECT count(*) INTO broken FROM (
    SELECT o.outcome IS DISTINCT FROM c.outcome
        OR ((previous IS NOT NULL OR c.seq = 1) AND c.hash <> encode(sha256(convert_to(concat_ws(
             E'\n', coalesce(previous, ''), c.op_id, encode(o.content_sha256, 'hex'), c.outcome, c.images::text),
             'UTF8')), 'hex')) AS wrong
    FROM (SELECT *, lag(hash) OVER (ORDER BY seq) AS previous FROM anteroom.change
          WHERE practice_id = practice AND seq <= counter_.seq AND seq > counter_.seq - newest) c
    LEFT JOIN anteroom.op o ON o.practice_id = practice AND o.op_id = c.op_id AND o.seq = c.seq) checked
  WHERE wrong;
  RETURN counter_.seq - greatest(counter_.feed_from, 1) + 1 - entries + broken;
END $$;

CREATE FUNCTION anteroom.check_practice(me anteroom.desk, request jsonb) RETURNS jsonb LANGUAGE sql AS $$
  SELECT anteroom.reply(jsonb_build_object(
    'overlaps', anteroom.count_overlaps(me.practice_id),
    'gaps', anteroom.count_gaps(me.practice_id),
    'conflictsByKind', (
      SELECT coalesce(jsonb_object_agg(kind, n), '{}')
      FROM (SELECT kind, count(*) AS n FROM anteroom.conflict
            WHERE practice_id = me.practice_id AND state = 'open' GROUP BY kind) k)))
$$;

RESET ROLE;
