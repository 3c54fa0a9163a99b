-- Sharing with other desks (main/sync/PROTOCOL.md). On a desk that works alone all of this is empty but `conflict`.

-- A disagreement with both sides kept. Travels in images like the other rows, but is never the subject of an op's
-- insert or update: ops open, resolve and close it by the rules.
CREATE TABLE conflict (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('slot-taken', 'seat-taken', 'reschedule-race', 'booking-meets-block',
                                     'external-event-over-booking', 'field-divergence', 'edit-after-cancel')),
  entity TEXT NOT NULL,
  row_id TEXT NOT NULL,
  other_id TEXT,
  op_id TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  detail TEXT NOT NULL CHECK (json_type(detail) = 'object'),
  state TEXT NOT NULL CHECK (state IN ('open', 'resolved', 'closed')),
  resolution TEXT,
  closed_op TEXT,
  closed_by TEXT,
  closed_at INTEGER,
  CHECK ((state = 'open') = (closed_op IS NULL)),
  CHECK ((state = 'resolved') = (resolution IS NOT NULL))
) STRICT;
CREATE INDEX conflict_open ON conflict (row_id, kind) WHERE state = 'open';
CREATE INDEX conflict_open_other ON conflict (other_id) WHERE state = 'open' AND other_id IS NOT NULL;
CREATE INDEX conflict_of_row ON conflict (row_id);

-- This desk's place among the others: one row once the practice is shared. Its secret is not here. A desk that has left
-- keeps its place, and may take it up again.
CREATE TABLE share (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  state TEXT NOT NULL CHECK (state IN ('uploading', 'joining', 'installing', 'active', 'recovering')),
  practice_id TEXT NOT NULL,
  desk_id TEXT NOT NULL,
  server TEXT NOT NULL CHECK (json_valid(server)), -- host, port, database, role, CA; no password
  fence TEXT NOT NULL,
  proposed_fence TEXT,
  epoch TEXT NOT NULL,
  cursor_seq INTEGER NOT NULL DEFAULT 0 CHECK (cursor_seq >= 0),
  cursor_hash TEXT NOT NULL DEFAULT '',
  -- A full copy on its way in: the next page ('null' after the last), the feed on top of it so far, and how far that
  -- has to come before all pages are of one moment.
  snapshot_after TEXT CHECK (snapshot_after IS NULL OR json_valid(snapshot_after)),
  snapshot_seq INTEGER,
  snapshot_hash TEXT,
  snapshot_until INTEGER,
  last_exchange_at INTEGER,
  left_at INTEGER
) STRICT;

-- The rows that waiting ops touched, as the server has them; image NULL: it has none yet.
CREATE TABLE server_copy (
  entity TEXT NOT NULL,
  id TEXT NOT NULL,
  image TEXT CHECK (image IS NULL OR json_valid(image)),
  PRIMARY KEY (entity, id)
) STRICT, WITHOUT ROWID;

-- What stands in an op's way, by the server's last answer.
CREATE TABLE op_trouble (
  op_id TEXT PRIMARY KEY NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('deferred', 'quarantined', 'upgrade-required')),
  reason TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Ops that the server has logged, by its answer: they are not sent again, but wait until the feed names them.
-- `until`: where the feed ended when the server said so, and so has named them; one that it has not named by then, or a
-- feed that is shorter now, is of a server that was put back to an earlier copy. `in_snapshot`: the full copy on its way
-- in holds what they did.
CREATE TABLE answered_op (
  op_id TEXT PRIMARY KEY NOT NULL,
  until INTEGER,
  in_snapshot INTEGER NOT NULL DEFAULT 0 CHECK (in_snapshot IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Own ops that a full copy held, by the server's earlier word. They are asked once more: `duplicate` proves it, and the
-- feed will not name them again; a server that was put back once more in between takes them anew.
CREATE TABLE copied_op (
  op_id TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;

-- The ops seen in the feed, in its order, kept for thirty days in case the server loses them.
CREATE TABLE seen_op (
  position INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL UNIQUE,
  audit_seq INTEGER NOT NULL REFERENCES audit (seq),
  seen_at INTEGER NOT NULL
) STRICT;

-- In a new epoch: what is offered again, in this order, before the outbox. One that the server deferred goes to the
-- end and waits for the row it lacks, as often as it takes.
CREATE TABLE reoffer (
  position INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL UNIQUE,
  audit_seq INTEGER NOT NULL REFERENCES audit (seq),
  deferred INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A full copy on its way in. `same`: the tables have it so, or had when it came.
CREATE TABLE snapshot_row (
  entity TEXT NOT NULL,
  id TEXT NOT NULL,
  image TEXT NOT NULL CHECK (json_valid(image)),
  same INTEGER NOT NULL DEFAULT 0 CHECK (same IN (0, 1)),
  PRIMARY KEY (entity, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX snapshot_row_other ON snapshot_row (entity, id) WHERE same = 0;

-- What other desks are just booking, by the last exchange; `expires_at` by this desk's clock.
CREATE TABLE remote_hold (
  hold_id TEXT PRIMARY KEY NOT NULL,
  desk_name TEXT NOT NULL,
  practitioner_id TEXT NOT NULL,
  room_id TEXT,
  starts_at INTEGER NOT NULL,
  busy_until INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
