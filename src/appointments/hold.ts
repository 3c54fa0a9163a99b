/** A hold lasts so long and is renewed while its form is open. */
export const HOLD_SECONDS = 180;
/** A form that stays open longer keeps nobody else from the time. */
export const HOLD_LONGEST_SECONDS = 1_200;

/**
 * Whether a hold is over. Also over is one whose end lies further ahead than a hold can last: it was placed
 * before the clock was set back, and would keep others from the time for hours.
 */
export const holdHasEnded = (expiresAt: number, now: number): boolean =>
  expiresAt <= now || expiresAt > now + HOLD_LONGEST_SECONDS;
