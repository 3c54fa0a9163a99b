/** How often a desk asks when nobody hints at anything: 10 to 15 s, so that many desks do not ask at once. */
const POLL_LEAST_MS = 10_000;
const POLL_SPREAD_MS = 5_000;
/** The server audits a practice for each desk every 45 to 75 minutes: desks that are switched on together drift apart. */
const CHECK_LEAST_MS = 2_700_000;
const CHECK_SPREAD_MS = 1_800_000;
const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 15_000;

export const pollDelay = (random: () => number): number => POLL_LEAST_MS + random() * POLL_SPREAD_MS;

export const checkDelay = (random: () => number): number => CHECK_LEAST_MS + random() * CHECK_SPREAD_MS;

/** After so many failures in a row: ever longer, and spread so that desks do not come back all together. */
export const backoffDelay = (failures: number, random: () => number): number => {
  const longest = Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(failures, 10), LONGEST_BACKOFF_MS);
  return longest * (0.5 + random() / 2);
};

/**
 * Calls `act` at once, and then no oftener than every `everyMs`: what is told meanwhile is told once, at the end.
 * `stop` forgets what has not been told.
 */
export function throttled(everyMs: number, act: () => void): { (): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let again = false;
  const rest = (): void => {
    timer = setTimeout(() => {
      timer = undefined;
      if (again) tell();
    }, everyMs);
  };
  const tell = (): void => {
    if (timer !== undefined) {
      again = true;
      return;
    }
    again = false;
    act();
    rest();
  };
  return Object.assign(tell, { stop: () => clearTimeout(timer) });
}

/** Waits for what is under way, but no longer than this. */
export async function inTime(work: Promise<unknown>, withinMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, withinMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
