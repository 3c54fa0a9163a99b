// npm run model: lets Spin go through test/model/anteroom.pml in every configuration, then proves that each sabotage
// of it is caught. With --json, stdout holds one object a line. --show NAME prints the shortest way into an error.
import { availableParallelism } from "node:os";
import { ensureModelChecker } from "./electron/system-packages.mjs";
import { bootstrap } from "./lib/bootstrap.mjs";
import { configurations, limits, sabotages } from "./lib/model-configurations.mjs";
import { check, showShortest } from "./lib/model-runs.mjs";
import { KnownProblem, say, secondsSince } from "./lib/say.mjs";

const MOST_AT_ONCE = 2;

await bootstrap({}, async (args) => {
  const json = args.includes("--json");
  await ensureModelChecker({ installSystemPackages: true });
  const runs = [...configurations(), ...sabotages(), ...limits()];
  const shown = args[args.indexOf("--show") + 1];
  if (args.includes("--show")) return showShortest(namedRun(runs, shown));

  const startedAt = Date.now();
  const results = await checkAll(runs, (result) =>
    console.log(json ? JSON.stringify(result) : inWords(result)),
  );
  const wrong = results.filter(({ asExpected }) => !asExpected);
  for (const { name } of wrong)
    say(`Not as it should be: ${name}. See it with \`npm run model -- --show ${name}\`.`);
  say(`${runs.length - wrong.length} of ${runs.length} as they should be, in ${secondsSince(startedAt)}.`);
  return wrong.length === 0 ? 0 : 1;
});

function namedRun(runs, name) {
  const run = runs.find((one) => one.name === name);
  if (!run) throw new KnownProblem(`--show takes one of: ${runs.map((one) => one.name).join(" ")}`);
  return run;
}

async function checkAll(runs, tell) {
  const results = [];
  const waiting = [...runs];
  const work = async () => {
    for (let run = waiting.shift(); run; run = waiting.shift()) {
      const result = await check(run);
      tell(result);
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(MOST_AT_ONCE, availableParallelism()) }, work));
  return results;
}

function inWords({ kind, name, what, states, depth, seconds, verdict, asExpected }) {
  const figures = `${states.toLocaleString("en")} states, depth ${depth}, ${seconds.toFixed(1)} s`;
  return `${asExpected ? "ok   " : "WRONG"} ${kind} ${name}: ${verdict}; ${figures} (${what})`;
}
