-- Numbers come from a sequence of the practice: whoever takes the later one may commit first.
CREATE FUNCTION anteroom.sabotage_sequence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE SEQUENCE anteroom.%I', 'seq' || new.practice_id);
  RETURN new;
END $$;
CREATE TRIGGER sabotage_sequence AFTER INSERT ON anteroom.counter
  FOR EACH ROW EXECUTE FUNCTION anteroom.sabotage_sequence();
SELECT anteroom.sabotage('anteroom.exchange', 'FOR NO KEY UPDATE', '');
SELECT anteroom.sabotage('anteroom.push', 'FOR NO KEY UPDATE', '');
SELECT anteroom.sabotage('anteroom.push', 'counter_.seq := counter_.seq + 1;',
  'counter_.seq := nextval(format(''anteroom.%I'', ''seq'' || practice));');
-- The counter follows when a push commits, so that no row is locked before.
SELECT anteroom.sabotage('anteroom.push', 'AND seq <> counter_.seq', 'AND false');
CREATE FUNCTION anteroom.sabotage_counter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE anteroom.counter SET seq = new.seq, hash = new.hash WHERE practice_id = new.practice_id AND seq < new.seq;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER sabotage_counter AFTER INSERT ON anteroom.change DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION anteroom.sabotage_counter();
-- So the answer has to ask the feed itself how far it goes.
SELECT anteroom.sabotage('anteroom.exchange', 'IF leases_changed OR',
  'counter_.seq := (SELECT coalesce(max(seq), 0) FROM anteroom.change WHERE practice_id = me.practice_id);
  IF leases_changed OR');
