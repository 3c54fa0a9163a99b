-- The log of ops and the feed.
SET LOCAL ROLE anteroom_owner;

-- What an op holds; null if it cannot be read. `content` is kept as text: its SHA-256 is what makes it the same op.
CREATE FUNCTION anteroom.read_content(content text) RETURNS jsonb IMMUTABLE LANGUAGE plpgsql AS $$
DECLARE
  parsed jsonb := content::jsonb;
BEGIN
  RETURN CASE WHEN jsonb_typeof(parsed -> 'actor') = 'string' AND jsonb_typeof(parsed -> 'action') = 'string'
                AND jsonb_typeof(parsed -> 'at') = 'number' AND (parsed ->> 'at')::bigint IS NOT NULL
                AND jsonb_typeof(parsed -> 'changes') = 'array' THEN parsed END;
END $$;

CREATE FUNCTION anteroom.read_op(op_id text, content text) RETURNS jsonb IMMUTABLE LANGUAGE plpgsql AS $$
DECLARE
  most_bytes constant int := 4194304;
BEGIN
  RETURN CASE WHEN octet_length(content) <= most_bytes AND op_id::anteroom.row_id IS NOT NULL
              THEN anteroom.read_content(content) END;
EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
  RETURN NULL;
END $$;

-- The rows that an op named, also those it left alone, and the conflicts it opened, settled or closed.
CREATE FUNCTION anteroom.images_after(practice uuid, op text, changes jsonb) RETURNS jsonb STABLE
LANGUAGE plpgsql AS $$
DECLARE
  images jsonb := '[]';
  named record;
BEGIN
  FOR named IN
    SELECT e.entity, array_agg(e.id) AS ids FROM (
      SELECT c ->> 'entity' AS entity, c ->> 'id' AS id FROM jsonb_array_elements(changes) c
      UNION ALL SELECT 'conflict', id FROM anteroom.conflict WHERE practice_id = practice AND op_id = op
      UNION ALL SELECT 'conflict', id FROM anteroom.conflict WHERE practice_id = practice AND closed_op = op) e
    GROUP BY e.entity ORDER BY array_position(anteroom.entity_order(), e.entity) LOOP
    images := images || anteroom.images_of(practice, named.entity, named.ids);
  END LOOP;
  RETURN images;
END $$;

-- Offers ops, in their order, under the lock of the counter row. Answers an outcome for each; only what was applied
-- gets a number and a place in the feed.
CREATE FUNCTION anteroom.push(practice uuid, desk uuid, ops jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  counter_ anteroom.counter;
  offered jsonb;
  op_ text;
  content_ text;
  sha bytea;
  seen anteroom.op;
  parsed jsonb;
  images_ jsonb;
  verdict anteroom.verdict;
  outcomes jsonb := '[]';
BEGIN
  SELECT * INTO counter_ FROM anteroom.counter WHERE practice_id = practice FOR NO KEY UPDATE;
  FOR offered IN SELECT * FROM jsonb_array_elements(ops) LOOP
    op_ := offered ->> 'opId';
    content_ := offered ->> 'content';
    sha := sha256(convert_to(content_, 'UTF8'));
    SELECT * INTO seen FROM anteroom.op WHERE practice_id = practice AND op_id = op_;
    IF FOUND THEN
      verdict := CASE WHEN seen.content_sha256 = sha THEN ('duplicate', seen.outcome)::anteroom.verdict
                      ELSE ('quarantined', 'other-content')::anteroom.verdict END;
    ELSE
      parsed := anteroom.read_op(op_, content_);
      verdict := CASE WHEN parsed IS NULL THEN ('quarantined', 'malformed')::anteroom.verdict
        ELSE anteroom.apply_op(
          (practice, op_, parsed ->> 'actor', (parsed ->> 'at')::bigint, NULL)::anteroom.act, parsed -> 'changes') END;
      IF verdict.outcome IN ('accepted', 'conflicted', 'superseded') THEN
        images_ := anteroom.images_after(practice, op_, parsed -> 'changes');
        counter_.seq := counter_.seq + 1;
        counter_.hash := encode(sha256(convert_to(
          concat_ws(E'\n', counter_.hash, op_, encode(sha, 'hex'), verdict.outcome, images_::text), 'UTF8')), 'hex');
        INSERT INTO anteroom.op (practice_id, op_id, content_sha256, seq, hash, outcome)
        VALUES (practice, op_, sha, counter_.seq, counter_.hash, verdict.outcome);
        INSERT INTO anteroom.change (practice_id, seq, hash, op_id, desk_id, content, outcome, images, size)
        VALUES (practice, counter_.seq, counter_.hash, op_, desk, content_, verdict.outcome, images_,
                octet_length(content_) + octet_length(images_::text));
      END IF;
    END IF;
    outcomes := outcomes || jsonb_strip_nulls(jsonb_build_object(
      'opId', op_, 'outcome', verdict.outcome, 'reason', verdict.reason,
      'seq', CASE WHEN verdict.outcome = 'duplicate' THEN seen.seq END));
  END LOOP;
  UPDATE anteroom.counter SET seq = counter_.seq, hash = counter_.hash
  WHERE practice_id = practice AND seq <> counter_.seq;
  RETURN outcomes;
END $$;

-- Whether a desk's place in the feed is a place in this feed: null, or what is wrong with it. The log of ops knows it also
-- where the feed is forgotten: a desk that comes from another history has more to do than to take a full copy.
CREATE FUNCTION anteroom.cursor_trouble(counter_ anteroom.counter, seq_ bigint, hash_ text) RETURNS text
STABLE LANGUAGE sql AS $$
  SELECT CASE
    WHEN NOT (seq_ = 0 AND hash_ = '')
      AND hash_ IS DISTINCT FROM (SELECT hash FROM anteroom.op
                                  WHERE practice_id = counter_.practice_id AND seq = seq_) THEN 'diverged'
    WHEN seq_ < counter_.feed_from THEN 'snapshot-needed'
  END
$$;

-- The feed after a place, oldest first: at most `most` entries, and no more once they weigh 8 MB.
CREATE FUNCTION anteroom.entries_after(practice uuid, after_ bigint, until_ bigint, most int) RETURNS jsonb
STABLE LANGUAGE sql AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
    'seq', e.seq, 'hash', e.hash, 'opId', e.op_id, 'deskId', e.desk_id, 'content', e.content, 'outcome', e.outcome,
    'images', e.images) ORDER BY e.seq), '[]')
  FROM (
    SELECT n.*, sum(n.size) OVER (ORDER BY n.seq) - n.size AS before
    FROM (SELECT * FROM anteroom.change WHERE practice_id = practice AND seq > after_ AND seq <= until_
          ORDER BY seq LIMIT most) n
  ) e
  WHERE e.before < 8388608
$$;

RESET ROLE;
