import { useEffect, useState } from "react";
import { systemClock } from "../../src/time/clock.ts";

const MINUTE_MS = 60_000;

/** The present, in Unix seconds, moving on with every minute of the clock. */
export function useNow(): number {
  const [now, setNow] = useState(systemClock);
  useEffect(() => {
    let timer = 0;
    const tick = (): void => {
      setNow(systemClock());
      timer = window.setTimeout(tick, MINUTE_MS - (Date.now() % MINUTE_MS));
    };
    timer = window.setTimeout(tick, MINUTE_MS - (Date.now() % MINUTE_MS));
    return () => window.clearTimeout(timer);
  }, []);
  return now;
}
