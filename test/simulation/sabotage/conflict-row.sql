-- A booking that loses its time loses it without a word.
CREATE OR REPLACE FUNCTION anteroom.lose_slot(act anteroom.act, id text, wanted jsonb, blocked_by anteroom.blocker)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF act.resolves IS NOT NULL THEN
    PERFORM anteroom.no_room();
  END IF;
END $$;
