-- Any fence will do.
SELECT anteroom.sabotage('anteroom.open_session', 'AND fence IN (request ->> ''fence'', proposed)', '');
SELECT anteroom.sabotage('anteroom.serve', 'request ->> ''fence'' IS DISTINCT FROM me.fence', 'false');
