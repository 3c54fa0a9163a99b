-- Of two statuses the one that stood further back stays: not what a desk's own rules say.
SELECT anteroom.sabotage('anteroom.decide_status', 'status_rank(wanted) <= anteroom.status_rank(was)',
  'status_rank(wanted) >= anteroom.status_rank(was)');
