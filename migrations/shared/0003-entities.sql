-- The rows that travel, with the columns of migrations/local (not `version` nor anything of holds: those are a desk's own).
-- Instants are Unix seconds UTC, days are text. `set_by`: for each field group the op that last set it, `*` for all others.
SET LOCAL ROLE anteroom_owner;

CREATE TABLE anteroom.practice (
  practice_id uuid NOT NULL,
  id anteroom.row_id NOT NULL,
  name anteroom.label NOT NULL,
  zone text NOT NULL,
  set_by jsonb NOT NULL,
  PRIMARY KEY (practice_id, id)
);

CREATE TABLE anteroom.practitioner (
  practice_id uuid NOT NULL,
  id anteroom.row_id NOT NULL,
  name anteroom.label NOT NULL,
  short_name text,
  position bigint NOT NULL DEFAULT 0,
  leaves_on text,
  removed anteroom.flag NOT NULL DEFAULT 0,
  set_by jsonb NOT NULL,
  PRIMARY KEY (practice_id, id)
);

CREATE TABLE anteroom.room (
  practice_id uuid NOT NULL,
  id anteroom.row_id NOT NULL,
  name anteroom.label NOT NULL,
  position bigint NOT NULL DEFAULT 0,
  retired anteroom.flag NOT NULL DEFAULT 0,
  removed anteroom.flag NOT NULL DEFAULT 0,
  set_by jsonb NOT NULL,
  PRIMARY KEY (practice_id, id)
);

CREATE TABLE anteroom.client (
  practice_id uuid NOT NULL,
  id anteroom.row_id NOT NULL,
  name anteroom.label NOT NULL,
  phone text,
  phone_digits text CHECK (phone_digits ~ '^[0-9]*$'),
  email text,
  birth_date text,
  remark text,
  removed anteroom.flag NOT NULL DEFAULT 0,
  set_by jsonb NOT NULL,
  PRIMARY KEY (practice_id, id)
);

CREATE TABLE anteroom.appointment_type (
  practice_id uuid NOT NULL,
  id anteroom.row_id NOT NULL,
  name anteroom.label NOT NULL,
  duration_minutes int NOT NULL CHECK (duration_minutes BETWEEN 5 AND 720),
  buffer_minutes int NOT NULL DEFAULT 0 CHECK (buffer_minutes BETWEEN 0 AND 240),
  colour int NOT NULL DEFAULT 0 CHECK (colour BETWEEN 0 AND 11),
  capacity int CHECK (capacity BETWEEN 1 AND 200),
  position bigint NOT NULL DEFAULT 0,
  retired anteroom.flag NOT NULL DEFAULT 0,
  removed anteroom.flag NOT NULL DEFAULT 0,
  set_by jsonb NOT NULL,
  PRIMARY KEY (practice_id, id)
);

CREATE TABLE anteroom.working_hours (
  practice_id uuid NOT NULL,
  id anteroom.row_id NOT NULL,
  practitioner_id anteroom.row_id NOT NULL,
  valid_from text NOT NULL,
  valid_until text CHECK (valid_until COLLATE "C" > valid_from),
  pattern text NOT NULL CHECK (jsonb_array_length(pattern::jsonb) = 7),
  removed anteroom.flag NOT NULL DEFAULT 0,
  set_by jsonb NOT NULL,
  PRIMARY KEY (practice_id, id),
  FOREIGN KEY (practice_id, practitioner_id) REFERENCES anteroom.practitioner (practice_id, id)
);
CREATE UNIQUE INDEX working_hours_from ON anteroom.working_hours (practice_id, practitioner_id, valid_from)
  WHERE removed = 0;

CREATE TABLE anteroom.hours_exception (
  practice_id uuid NOT NULL,
  id anteroom.row_id NOT NULL,
  practitioner_id anteroom.row_id NOT NULL,
  day text NOT NULL,
  ranges text NOT NULL CHECK (jsonb_typeof(ranges::jsonb) = 'array'),
  removed anteroom.flag NOT NULL DEFAULT 0,
  set_by jsonb NOT NULL,
  PRIMARY KEY (practice_id, id),
  FOREIGN KEY (practice_id, practitioner_id) REFERENCES anteroom.practitioner (practice_id, id)
);
CREATE UNIQUE INDEX hours_exception_day ON anteroom.hours_exception (practice_id, practitioner_id, day)
  WHERE removed = 0;

CREATE TABLE anteroom.block_series (
  practice_id uuid NOT NULL,
  id anteroom.row_id NOT NULL,
  practitioner_id anteroom.row_id NOT NULL,
  rrule text NOT NULL,
  zone text NOT NULL,
  first_start text NOT NULL,
  duration_minutes int NOT NULL CHECK (duration_minutes > 0),
  reason text NOT NULL,
  ends_before text,
  removed anteroom.flag NOT NULL DEFAULT 0,
  set_by jsonb NOT NULL,
  PRIMARY KEY (practice_id, id),
  FOREIGN KEY (practice_id, practitioner_id) REFERENCES anteroom.practitioner (practice_id, id)
);

CREATE TABLE anteroom.block (
  practice_id uuid NOT NULL,
  id anteroom.row_id NOT NULL,
  practitioner_id anteroom.row_id NOT NULL,
  starts_at bigint NOT NULL,
  ends_at bigint NOT NULL CHECK (ends_at > starts_at),
  reason text NOT NULL,
  source text NOT NULL CHECK (source IN ('manual', 'google', 'holiday')),
  series_id anteroom.row_id,
  removed anteroom.flag NOT NULL DEFAULT 0,
  set_by jsonb NOT NULL,
  PRIMARY KEY (practice_id, id),
  FOREIGN KEY (practice_id, practitioner_id) REFERENCES anteroom.practitioner (practice_id, id),
  FOREIGN KEY (practice_id, series_id) REFERENCES anteroom.block_series (practice_id, id)
);
CREATE INDEX block_of_practitioner ON anteroom.block (practice_id, practitioner_id, ends_at, starts_at)
  WHERE removed = 0;

-- A desk's hold ('pending') never comes here. `placed` 0: it lost its time to another and waits for a person.
-- `holds` is what the constraints below look at: no two rows that hold share a practitioner's time, nor a room's.
CREATE TABLE anteroom.appointment (
  practice_id uuid NOT NULL,
  id anteroom.row_id NOT NULL,
  practitioner_id anteroom.row_id NOT NULL,
  room_id anteroom.row_id,
  client_id anteroom.row_id,
  type_id anteroom.row_id,
  status text NOT NULL CHECK (status IN ('booked', 'arrived', 'checked-in', 'fulfilled', 'cancelled', 'noshow',
                                         'entered-in-error', 'waitlist')),
  placed anteroom.flag NOT NULL DEFAULT 1,
  starts_at bigint NOT NULL,
  ends_at bigint NOT NULL,
  busy_until bigint NOT NULL,
  source text NOT NULL CHECK (source IN ('phone', 'walk-in', 'email', 'online', 'staff')),
  series_id anteroom.row_id,
  outside_reason text,
  cancel_reason text,
  booked_by text NOT NULL,
  booked_at bigint NOT NULL,
  set_by jsonb NOT NULL,
  holds boolean NOT NULL GENERATED ALWAYS AS
    (placed = 1 AND status IN ('booked', 'arrived', 'checked-in', 'fulfilled')) STORED,
  PRIMARY KEY (practice_id, id),
  FOREIGN KEY (practice_id, practitioner_id) REFERENCES anteroom.practitioner (practice_id, id),
  FOREIGN KEY (practice_id, room_id) REFERENCES anteroom.room (practice_id, id),
  FOREIGN KEY (practice_id, client_id) REFERENCES anteroom.client (practice_id, id),
  FOREIGN KEY (practice_id, type_id) REFERENCES anteroom.appointment_type (practice_id, id),
  CONSTRAINT appointment_range CHECK (starts_at < ends_at AND ends_at <= busy_until
                                      AND busy_until - starts_at <= 86400),
  CONSTRAINT appointment_unplaced CHECK (placed = 1 OR status IN ('booked', 'arrived', 'checked-in', 'fulfilled')),
  CONSTRAINT appointment_one_at_a_time EXCLUDE USING gist
    (practice_id WITH =, practitioner_id WITH =, int8range(starts_at, busy_until) WITH &&) WHERE (holds),
  CONSTRAINT appointment_one_in_a_room EXCLUDE USING gist
    (practice_id WITH =, room_id WITH =, int8range(starts_at, busy_until) WITH &&) WHERE (holds)
);
CREATE UNIQUE INDEX appointment_slot ON anteroom.appointment (practice_id, practitioner_id, starts_at) WHERE holds;
CREATE INDEX appointment_of_room ON anteroom.appointment (practice_id, room_id, starts_at) WHERE holds;

-- A seat is unique within its session and at most its capacity, which every attendee's row repeats through the key.
-- Both change in one statement (set_capacity): a key that cascades could not be distributed.
CREATE TABLE anteroom.group_session (
  practice_id uuid NOT NULL,
  appointment_id anteroom.row_id NOT NULL,
  capacity int NOT NULL CHECK (capacity BETWEEN 1 AND 200),
  set_by jsonb NOT NULL,
  PRIMARY KEY (practice_id, appointment_id),
  UNIQUE (practice_id, appointment_id, capacity),
  FOREIGN KEY (practice_id, appointment_id) REFERENCES anteroom.appointment (practice_id, id)
);

CREATE TABLE anteroom.attendee (
  practice_id uuid NOT NULL,
  id anteroom.row_id NOT NULL,
  appointment_id anteroom.row_id NOT NULL,
  capacity int NOT NULL,
  client_id anteroom.row_id NOT NULL,
  seat int, -- null: no longer coming
  set_by jsonb NOT NULL,
  PRIMARY KEY (practice_id, id),
  FOREIGN KEY (practice_id, appointment_id, capacity)
    REFERENCES anteroom.group_session (practice_id, appointment_id, capacity),
  FOREIGN KEY (practice_id, client_id) REFERENCES anteroom.client (practice_id, id),
  CONSTRAINT attendee_seat UNIQUE (practice_id, appointment_id, seat),
  CONSTRAINT attendee_within_capacity CHECK (seat BETWEEN 1 AND capacity)
);
CREATE UNIQUE INDEX attendee_once ON anteroom.attendee (practice_id, appointment_id, client_id)
  WHERE seat IS NOT NULL;

CREATE TABLE anteroom.note (
  practice_id uuid NOT NULL,
  id anteroom.row_id NOT NULL,
  appointment_id anteroom.row_id NOT NULL,
  text text NOT NULL,
  written_by text NOT NULL,
  written_at bigint NOT NULL,
  removed anteroom.flag NOT NULL DEFAULT 0,
  set_by jsonb NOT NULL,
  PRIMARY KEY (practice_id, id),
  FOREIGN KEY (practice_id, appointment_id) REFERENCES anteroom.appointment (practice_id, id)
);

RESET ROLE;
