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
SELECT anteroom.sabotage('anteroom.push', 'AND seq <> counter_.seq', 'AND false');
SELECT anteroom.sabotage('anteroom.exchange', 'IF leases_changed OR',
  'counter_.seq := (SELECT coalesce(max(seq), 0) FROM anteroom.change WHERE practice_id = me.practice_id);
  IF leases_changed OR');
