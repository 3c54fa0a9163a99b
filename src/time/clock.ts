/** The only source of "now": integer Unix seconds, UTC. Passed in, so that tests decide what time it is. */
export type Clock = () => number;

export const systemClock: Clock = () => Math.floor(Date.now() / 1000);
