-- The appointments of a series, in order: its card says which of how many it is, and what reaches those after it.
CREATE INDEX appointment_of_series ON appointment (series_id, starts_at) WHERE series_id IS NOT NULL;
