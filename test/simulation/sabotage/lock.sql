-- Pushes wait for each other only where they count, after they have looked for blockers; no constraint refuses overlap.
SELECT anteroom.sabotage('anteroom.exchange', 'FOR NO KEY UPDATE', '');
SELECT anteroom.sabotage('anteroom.push', 'FOR NO KEY UPDATE', '');
SELECT anteroom.sabotage('anteroom.push', 'counter_.seq := counter_.seq + 1;',
  'UPDATE anteroom.counter SET seq = seq + 1 WHERE practice_id = practice RETURNING * INTO counter_;');
SELECT anteroom.sabotage('anteroom.push', 'INSERT INTO anteroom.op (',
  'UPDATE anteroom.counter SET hash = counter_.hash WHERE practice_id = practice; INSERT INTO anteroom.op (');
ALTER TABLE anteroom.appointment DROP CONSTRAINT appointment_one_at_a_time, DROP CONSTRAINT appointment_one_in_a_room;
DROP INDEX anteroom.appointment_slot;
