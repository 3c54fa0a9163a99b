/**
 * A rate limit that forgives bursts: `capacity` at once, then `perSecond`. Generous to people, hard on loops.
 * Times are milliseconds of any steady clock.
 */
export type TokenBucket = { readonly tokens: number; readonly at: number };
export type RateLimit = { readonly capacity: number; readonly perSecond: number };

/** Takes one token, or says how many milliseconds to wait for the next. */
export function take(
  bucket: TokenBucket | undefined,
  limit: RateLimit,
  now: number,
): { bucket: TokenBucket; waitMs: number } {
  const before = bucket ?? { tokens: limit.capacity, at: now };
  const refilled = Math.min(limit.capacity, before.tokens + ((now - before.at) * limit.perSecond) / 1000);
  if (refilled >= 1) return { bucket: { tokens: refilled - 1, at: now }, waitMs: 0 };
  return {
    bucket: { tokens: refilled, at: now },
    waitMs: Math.ceil(((1 - refilled) * 1000) / limit.perSecond),
  };
}
