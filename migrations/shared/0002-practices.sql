-- What the server keeps about each practice beside its rows. `practice_id` leads every key here and in the next file:
-- nothing is ever unique across practices, so a violation can tell nothing about another one, and the schema can be
-- distributed by it.
SET LOCAL ROLE anteroom_owner;

-- The counter row, locked first by every push: its order is the order of all that happens in the practice.
-- `hash` chains the feed; `epoch` changes when the server turns out to have been put back to an earlier copy;
-- the feed is kept from `feed_from` on.
CREATE TABLE anteroom.counter (
  practice_id uuid PRIMARY KEY,
  name anteroom.label NOT NULL,
  state text NOT NULL DEFAULT 'preparing' CHECK (state IN ('preparing', 'ready')),
  epoch uuid NOT NULL DEFAULT gen_random_uuid(),
  seq bigint NOT NULL DEFAULT 0,
  hash text NOT NULL DEFAULT '',
  feed_from bigint NOT NULL DEFAULT 0,
  min_client int NOT NULL DEFAULT 1
) WITH (fillfactor = 10);

-- A desk's secret is kept as its SHA-256. `fence` is the token that a clone cannot have (section 4).
CREATE TABLE anteroom.desk (
  practice_id uuid NOT NULL REFERENCES anteroom.counter (practice_id),
  id uuid NOT NULL,
  name anteroom.label NOT NULL,
  secret_sha256 bytea NOT NULL CHECK (length(secret_sha256) = 32),
  fence text NOT NULL,
  schema int NOT NULL,
  revoked boolean NOT NULL DEFAULT false,
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  snapshot_total int, -- rows to copy, counted when this desk asked for the first page
  PRIMARY KEY (practice_id, id)
) WITH (fillfactor = 50);

CREATE TABLE anteroom.invitation (
  practice_id uuid NOT NULL REFERENCES anteroom.counter (practice_id),
  code_sha256 bytea NOT NULL,
  invited_by uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  used_by uuid,
  PRIMARY KEY (practice_id, code_sha256),
  FOREIGN KEY (practice_id, invited_by) REFERENCES anteroom.desk (practice_id, id)
);

-- What a desk is just booking, for the others to see. No constraint heeds it, and it expires by this server's clock.
CREATE TABLE anteroom.lease (
  practice_id uuid NOT NULL,
  desk_id uuid NOT NULL,
  hold_id anteroom.row_id NOT NULL,
  practitioner_id anteroom.row_id NOT NULL,
  room_id anteroom.row_id,
  starts_at bigint NOT NULL,
  busy_until bigint NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (practice_id, desk_id, hold_id),
  FOREIGN KEY (practice_id, desk_id) REFERENCES anteroom.desk (practice_id, id)
);

-- Every op that was applied, for good: the same id again is answered, never applied again. `hash` is its entry's in the
-- feed: it proves a desk's place there also when the entry is forgotten.
CREATE TABLE anteroom.op (
  practice_id uuid NOT NULL,
  op_id anteroom.row_id NOT NULL,
  content_sha256 bytea NOT NULL,
  seq bigint NOT NULL,
  hash text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('accepted', 'conflicted', 'superseded')),
  PRIMARY KEY (practice_id, op_id),
  UNIQUE (practice_id, seq)
);

-- The feed: one entry for each applied op, with the rows as they were after it. `size` bounds an answer.
CREATE TABLE anteroom.change (
  practice_id uuid NOT NULL,
  seq bigint NOT NULL,
  hash text NOT NULL,
  op_id anteroom.row_id NOT NULL,
  desk_id uuid NOT NULL,
  content text NOT NULL,
  outcome text NOT NULL,
  images jsonb NOT NULL,
  size int NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (practice_id, seq)
);

-- A disagreement with both sides kept (src/conflicts/conflict.ts).
CREATE TABLE anteroom.conflict (
  practice_id uuid NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (length(id) <= 240),
  kind text NOT NULL CHECK (kind IN ('slot-taken', 'seat-taken', 'reschedule-race', 'booking-meets-block',
                                     'external-event-over-booking', 'field-divergence', 'edit-after-cancel')),
  entity text NOT NULL,
  row_id anteroom.row_id NOT NULL,
  other_id anteroom.row_id,
  op_id anteroom.row_id NOT NULL,
  opened_by text NOT NULL,
  opened_at bigint NOT NULL,
  detail jsonb NOT NULL CHECK (jsonb_typeof(detail) = 'object'),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'resolved', 'closed')),
  resolution text CHECK (resolution IN ('moved', 'swapped', 'kept', 'cancelled', 'waitlisted', 'wanted', 'current')),
  closed_op anteroom.row_id,
  closed_by text,
  closed_at bigint,
  PRIMARY KEY (practice_id, id),
  CHECK ((state = 'open') = (closed_op IS NULL)),
  CHECK ((state = 'resolved') = (resolution IS NOT NULL))
);
-- A row without its time has one open conflict that says so.
CREATE UNIQUE INDEX conflict_slot_taken_once ON anteroom.conflict (practice_id, row_id)
  WHERE kind = 'slot-taken' AND state = 'open';
CREATE INDEX conflict_open ON anteroom.conflict (practice_id, row_id) WHERE state = 'open';
CREATE INDEX conflict_open_other ON anteroom.conflict (practice_id, other_id) WHERE state = 'open';
CREATE INDEX conflict_of_op ON anteroom.conflict (practice_id, op_id);
CREATE INDEX conflict_closed_by_op ON anteroom.conflict (practice_id, closed_op);

RESET ROLE;
