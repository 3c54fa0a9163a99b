-- Anteroom's local database. Instants are Unix seconds UTC, days are local calendar days 'YYYY-MM-DD'.
-- Every row that a person edits carries `version` (optimistic locking) and `set_by`: JSON, for each field group
-- the op that last set it, `*` standing for all others (sync compares setters, because values alone repeat).
-- Nothing that travels is deleted: `removed` is its tombstone.

CREATE TABLE practice (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  zone TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  set_by TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(set_by))
) STRICT;

CREATE TABLE practitioner (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  short_name TEXT,
  position INTEGER NOT NULL DEFAULT 0,
  leaves_on TEXT,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  set_by TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(set_by))
) STRICT;

CREATE TABLE room (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  position INTEGER NOT NULL DEFAULT 0,
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  set_by TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(set_by))
) STRICT;

-- `key` is stable under every kind of copy; the search index points at it.
CREATE TABLE client (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  phone TEXT,
  phone_digits TEXT CHECK (phone_digits IS NULL OR phone_digits NOT GLOB '*[^0-9]*'),
  email TEXT,
  birth_date TEXT,
  remark TEXT,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  set_by TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(set_by))
) STRICT;

-- Names by the beginnings of their words, telephone numbers by every ending of four digits or more (so that
-- neither the country code nor the last four digits need special care), dates of birth by year, month, day.
CREATE VIRTUAL TABLE client_search USING fts5 (
  name, phone, birth_date,
  content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER client_search_insert AFTER INSERT ON client BEGIN
  INSERT INTO client_search (rowid, name, phone, birth_date) VALUES (
    new.key, new.name,
    (WITH RECURSIVE ending (digits) AS (
       SELECT new.phone_digits WHERE length(new.phone_digits) >= 4
       UNION ALL SELECT substr(digits, 2) FROM ending WHERE length(digits) > 4)
     SELECT group_concat(digits, ' ') FROM ending),
    new.birth_date);
END;
CREATE TRIGGER client_search_update AFTER UPDATE OF name, phone_digits, birth_date ON client BEGIN
  DELETE FROM client_search WHERE rowid = old.key;
  INSERT INTO client_search (rowid, name, phone, birth_date) VALUES (
    new.key, new.name,
    (WITH RECURSIVE ending (digits) AS (
       SELECT new.phone_digits WHERE length(new.phone_digits) >= 4
       UNION ALL SELECT substr(digits, 2) FROM ending WHERE length(digits) > 4)
     SELECT group_concat(digits, ' ') FROM ending),
    new.birth_date);
END;
CREATE TRIGGER client_search_delete AFTER DELETE ON client BEGIN
  DELETE FROM client_search WHERE rowid = old.key;
END;

CREATE TABLE appointment_type (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  duration_minutes INTEGER NOT NULL CHECK (duration_minutes BETWEEN 5 AND 720),
  buffer_minutes INTEGER NOT NULL DEFAULT 0 CHECK (buffer_minutes BETWEEN 0 AND 240),
  colour INTEGER NOT NULL DEFAULT 0 CHECK (colour BETWEEN 0 AND 11),
  capacity INTEGER CHECK (capacity BETWEEN 1 AND 200),
  position INTEGER NOT NULL DEFAULT 0,
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  set_by TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(set_by))
) STRICT;

-- A weekly pattern from a day on: [[[start, end], ...] x 7], minutes of wall time, Monday first.
CREATE TABLE working_hours (
  id TEXT PRIMARY KEY NOT NULL,
  practitioner_id TEXT NOT NULL REFERENCES practitioner (id),
  valid_from TEXT NOT NULL,
  valid_until TEXT CHECK (valid_until IS NULL OR valid_until > valid_from),
  pattern TEXT NOT NULL CHECK (json_array_length(pattern) = 7),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  set_by TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(set_by))
) STRICT;
CREATE UNIQUE INDEX working_hours_from ON working_hours (practitioner_id, valid_from) WHERE removed = 0;

CREATE TABLE hours_exception (
  id TEXT PRIMARY KEY NOT NULL,
  practitioner_id TEXT NOT NULL REFERENCES practitioner (id),
  day TEXT NOT NULL,
  ranges TEXT NOT NULL CHECK (json_type(ranges) = 'array'),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  set_by TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(set_by))
) STRICT;
CREATE UNIQUE INDEX hours_exception_day ON hours_exception (practitioner_id, day) WHERE removed = 0;

CREATE TABLE block_series (
  id TEXT PRIMARY KEY NOT NULL,
  practitioner_id TEXT NOT NULL REFERENCES practitioner (id),
  rrule TEXT NOT NULL,
  zone TEXT NOT NULL,
  first_start TEXT NOT NULL, -- local wall time 'YYYY-MM-DDTHH:MM'
  duration_minutes INTEGER NOT NULL CHECK (duration_minutes > 0),
  reason TEXT NOT NULL,
  ends_before TEXT, -- local wall time: "this and following" were removed from here on
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  set_by TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(set_by))
) STRICT;

CREATE TABLE block (
  id TEXT PRIMARY KEY NOT NULL,
  practitioner_id TEXT NOT NULL REFERENCES practitioner (id),
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at > starts_at),
  reason TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('manual', 'google', 'holiday')),
  series_id TEXT REFERENCES block_series (id),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  set_by TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(set_by))
) STRICT;
CREATE INDEX block_of_practitioner ON block (practitioner_id, ends_at, starts_at) WHERE removed = 0;
CREATE INDEX block_of_series ON block (series_id, starts_at) WHERE series_id IS NOT NULL;

-- The occupied range is [starts_at, busy_until): busy_until = ends_at + the buffer after, frozen on the row.
-- It is positive and at most 24 hours, so that an overlap check looks back one day and no further.
CREATE TABLE appointment (
  id TEXT PRIMARY KEY NOT NULL,
  practitioner_id TEXT NOT NULL REFERENCES practitioner (id),
  room_id TEXT REFERENCES room (id),
  client_id TEXT REFERENCES client (id),
  type_id TEXT REFERENCES appointment_type (id),
  status TEXT NOT NULL CHECK (status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled',
                                         'cancelled', 'noshow', 'entered-in-error', 'waitlist')),
  placed INTEGER NOT NULL DEFAULT 1 CHECK (placed IN (0, 1)),
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  busy_until INTEGER NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('phone', 'walk-in', 'email', 'online', 'staff')),
  series_id TEXT,
  outside_reason TEXT,
  cancel_reason TEXT,
  hold_expires_at INTEGER,
  held_by TEXT,
  booked_by TEXT NOT NULL,
  booked_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  set_by TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(set_by)),
  CHECK (starts_at < ends_at AND ends_at <= busy_until AND busy_until - starts_at <= 86400),
  CHECK ((status = 'pending') = (hold_expires_at IS NOT NULL)),
  CHECK ((status = 'pending') = (held_by IS NOT NULL))
) STRICT;

-- The classic unique slot; the triggers below refuse partial overlaps as well.
CREATE UNIQUE INDEX appointment_slot ON appointment (practitioner_id, starts_at)
  WHERE placed = 1 AND status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled');
CREATE INDEX appointment_of_practitioner ON appointment (practitioner_id, starts_at, busy_until, status, placed);
CREATE INDEX appointment_of_room ON appointment (room_id, starts_at, busy_until) WHERE room_id IS NOT NULL;
CREATE INDEX appointment_of_client ON appointment (client_id, starts_at) WHERE client_id IS NOT NULL;
CREATE INDEX appointment_hold ON appointment (held_by) WHERE held_by IS NOT NULL;

CREATE TRIGGER appointment_no_overlap_insert BEFORE INSERT ON appointment
WHEN new.placed = 1 AND new.status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled')
BEGIN
  SELECT RAISE(ABORT, 'slot-taken') WHERE EXISTS (
    SELECT 1 FROM appointment INDEXED BY appointment_of_practitioner
    WHERE practitioner_id = new.practitioner_id
      AND starts_at < new.busy_until AND starts_at > new.starts_at - 86400 AND busy_until > new.starts_at
      AND placed = 1 AND status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled'));
  SELECT RAISE(ABORT, 'room-taken') WHERE new.room_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM appointment INDEXED BY appointment_of_room
    WHERE room_id = new.room_id
      AND starts_at < new.busy_until AND starts_at > new.starts_at - 86400 AND busy_until > new.starts_at
      AND placed = 1 AND status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled'));
END;

-- On every column: raw SQL, a revival, a placement or a change of any of the five columns passes through here.
CREATE TRIGGER appointment_no_overlap_update BEFORE UPDATE ON appointment
WHEN new.placed = 1 AND new.status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled')
BEGIN
  SELECT RAISE(ABORT, 'slot-taken') WHERE EXISTS (
    SELECT 1 FROM appointment INDEXED BY appointment_of_practitioner
    WHERE practitioner_id = new.practitioner_id
      AND starts_at < new.busy_until AND starts_at > new.starts_at - 86400 AND busy_until > new.starts_at
      AND placed = 1 AND status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled')
      AND rowid <> old.rowid);
  SELECT RAISE(ABORT, 'room-taken') WHERE new.room_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM appointment INDEXED BY appointment_of_room
    WHERE room_id = new.room_id
      AND starts_at < new.busy_until AND starts_at > new.starts_at - 86400 AND busy_until > new.starts_at
      AND placed = 1 AND status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled')
      AND rowid <> old.rowid);
END;

-- A group session is an appointment with seats. A seat is unique within its session and at most its capacity:
-- the capacity travels with the attendee through the foreign key, so that lowering it below a taken seat fails.
CREATE TABLE group_session (
  appointment_id TEXT PRIMARY KEY NOT NULL REFERENCES appointment (id),
  capacity INTEGER NOT NULL CHECK (capacity BETWEEN 1 AND 200),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  set_by TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(set_by)),
  UNIQUE (appointment_id, capacity)
) STRICT;

CREATE TABLE attendee (
  id TEXT PRIMARY KEY NOT NULL,
  appointment_id TEXT NOT NULL,
  capacity INTEGER NOT NULL,
  client_id TEXT NOT NULL REFERENCES client (id),
  seat INTEGER, -- null: no longer coming
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  set_by TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(set_by)),
  FOREIGN KEY (appointment_id, capacity) REFERENCES group_session (appointment_id, capacity) ON UPDATE CASCADE,
  UNIQUE (appointment_id, seat),
  CHECK (seat IS NULL OR seat BETWEEN 1 AND capacity)
) STRICT;
CREATE UNIQUE INDEX attendee_once ON attendee (appointment_id, client_id) WHERE seat IS NOT NULL;
CREATE INDEX attendee_of_client ON attendee (client_id);

CREATE TABLE note (
  id TEXT PRIMARY KEY NOT NULL,
  appointment_id TEXT NOT NULL REFERENCES appointment (id),
  text TEXT NOT NULL,
  written_by TEXT NOT NULL,
  written_at INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)), -- only by undo, within its ten seconds
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  set_by TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(set_by))
) STRICT;
CREATE INDEX note_of_appointment ON note (appointment_id, written_at);
CREATE TRIGGER note_text_stays BEFORE UPDATE OF id, appointment_id, text, written_by, written_at ON note
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER note_stays BEFORE DELETE ON note BEGIN SELECT RAISE(ABORT, 'append-only'); END;
-- REPLACE deletes without firing the trigger above, unless the connection has recursive triggers on.
CREATE TRIGGER note_not_replaced BEFORE INSERT ON note WHEN EXISTS (SELECT 1 FROM note WHERE id = new.id)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Who did what, one entry for each act with all its row changes.
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  op_id TEXT NOT NULL,
  changes TEXT NOT NULL CHECK (json_valid(changes))
) STRICT;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE seq = new.seq)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- The ops that wait to be shared, in order of `seq`: what an op holds is its audit entry's `changes`, which never
-- change once written. Ids are made in order of time: without a rowid the table is its own index, and small.
CREATE TABLE outbox (
  op_id TEXT PRIMARY KEY NOT NULL,
  seq INTEGER NOT NULL REFERENCES audit (seq),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER outbox_stays_as_written BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER outbox_not_replaced BEFORE INSERT ON outbox
WHEN EXISTS (SELECT 1 FROM outbox WHERE op_id = new.op_id)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Which audit entries speak of a row: an appointment's history is one look-up.
CREATE TABLE audit_subject (
  subject_id TEXT NOT NULL,
  audit_seq INTEGER NOT NULL REFERENCES audit (seq),
  PRIMARY KEY (subject_id, audit_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE schedule_version (
  practitioner_id TEXT NOT NULL,
  day TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (practitioner_id, day)
) STRICT, WITHOUT ROWID;

-- Acceptances by request id: asked again, the same answer. A refusal is not kept and may be tried afresh.
-- Request ids, too, are made in order of time, so that the table grows at its end.
CREATE TABLE accepted_request (
  request_id TEXT PRIMARY KEY NOT NULL,
  input_hash TEXT NOT NULL,
  answered_at INTEGER NOT NULL,
  answer TEXT NOT NULL CHECK (json_valid(answer))
) STRICT, WITHOUT ROWID;

-- This desk's own settings and identity: they never travel.
CREATE TABLE setting (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;
