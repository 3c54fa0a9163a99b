-- The shared server of one or many practices. Two roles, two schemas:
--   anteroom_owner owns everything and cannot log in; the API functions run as it, under row-level security.
--   anteroom_desk is what every desk logs in as: it may call the functions of anteroom_api, and nothing else.
--   anteroom holds tables and rules, anteroom_api what desks call (main/sync/PROTOCOL.md, section 3).
-- The user who applies this needs CREATE on the database and CREATEROLE, no more.

DO $$
BEGIN
  IF current_setting('server_version_num')::int < 150000 THEN
    RAISE EXCEPTION 'PostgreSQL 15 or newer is needed' USING ERRCODE = 'feature_not_supported';
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'anteroom_owner') THEN
    CREATE ROLE anteroom_owner NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'anteroom_desk') THEN
    CREATE ROLE anteroom_desk LOGIN;
    -- A desk that is cut off leaves no lock behind, and nobody waits for long.
    ALTER ROLE anteroom_desk SET statement_timeout = '20s';
    ALTER ROLE anteroom_desk SET lock_timeout = '10s';
    ALTER ROLE anteroom_desk SET idle_in_transaction_session_timeout = '10s';
  END IF;
  -- Whoever prepares the server acts for the owner role; a superuser does so anyway.
  IF NOT pg_has_role(current_user, 'anteroom_owner', 'USAGE') THEN
    GRANT anteroom_owner TO CURRENT_USER;
  END IF;
END $$;

CREATE SCHEMA anteroom AUTHORIZATION anteroom_owner;
CREATE SCHEMA anteroom_api AUTHORIZATION anteroom_owner;
-- Equality in EXCLUDE constraints. A trusted extension: no superuser is needed for it.
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA anteroom;

SET LOCAL ROLE anteroom_owner;

-- Whatever is made from here on may be called by nobody, unless it is granted.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE TABLE anteroom.migration (
  number int PRIMARY KEY,
  name text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);

-- What the owner has to remember: the password of anteroom_desk, so that a second practice gets the same.
CREATE TABLE anteroom.server_setting (
  key text PRIMARY KEY,
  value text NOT NULL
);

-- Ids compare byte by byte, as they do on the desks.
CREATE DOMAIN anteroom.row_id AS text COLLATE "C" CONSTRAINT row_id CHECK (value ~ '^[0-9A-Za-z-]{1,64}$');
CREATE DOMAIN anteroom.flag AS smallint CONSTRAINT flag CHECK (value IN (0, 1));
CREATE DOMAIN anteroom.label AS text CONSTRAINT label CHECK (length(value) BETWEEN 1 AND 120);

-- The version of the protocol and of this schema (src/sync/protocol.ts).
CREATE FUNCTION anteroom.schema_version() RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1';

RESET ROLE;
