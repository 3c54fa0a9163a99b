/** A problem with a known cause: its message tells a person what is wrong and what to do. */
export class KnownProblem extends Error {}

/** Tells the person what is going on. On stderr, because `npm run bench -- --json` owns stdout. */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/** Seconds since `startedAt` (milliseconds), as a person reads them. */
export function secondsSince(startedAt) {
  return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
}

/** Runs a script's body; a known problem ends as its own sentence, never as a stack trace. */
export async function runScript(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    if (error instanceof KnownProblem) {
      say(error.message);
    } else {
      say(`Something unexpected went wrong: ${error?.message ?? error}`);
      if (process.env.DEBUG) say(error?.stack ?? "");
      else say("Run it again with DEBUG=1 to see where.");
    }
    process.exitCode = 1;
  }
}
