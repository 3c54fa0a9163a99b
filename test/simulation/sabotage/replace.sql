-- Replaces a piece of a function's text; a piece that is not there any more is an error, so that no sabotage is idle.
CREATE FUNCTION anteroom.sabotage(function_ regproc, piece text, instead text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  before text := pg_get_functiondef(function_);
BEGIN
  IF position(piece IN before) = 0 THEN
    RAISE EXCEPTION '% does not say %', function_, piece;
  END IF;
  EXECUTE replace(before, piece, instead);
END $$;
