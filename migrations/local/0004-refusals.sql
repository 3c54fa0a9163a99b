-- How many bookings were refused, by hour, practitioner and reason: what is usual is known by it. This desk's own; it
-- never travels. `hour` is the instant at which the hour begins; `practitioner_id` is empty where it was about nobody's
-- time in particular.
CREATE TABLE refusal_count (
  hour INTEGER NOT NULL CHECK (hour % 3600 = 0),
  practitioner_id TEXT NOT NULL,
  code TEXT NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  PRIMARY KEY (hour, practitioner_id, code)
) STRICT, WITHOUT ROWID;
