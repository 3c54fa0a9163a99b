import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectDir } from "./paths.mjs";

export const modelDir = join(projectDir, "test", "model");

/** What Spin goes through: worlds with bounds, in which nothing may be found. */
export const configurations = () => read("configurations", "configuration", "holds");

/** The same with one rule broken: something must be found, or the assertions see nothing. */
export const sabotages = () => read("sabotages", "sabotage", "caught").map(switchedOn);

/** What the rules do not promise, each with the assertion that says so: README.md has them in words. */
export const limits = () => read("limits", "limit", "caught").map(switchedOn);

const switchedOn = (run) => ({ ...run, defines: [...run.defines, run.name] });

function read(part, kind, expected) {
  const all = JSON.parse(readFileSync(join(modelDir, "configurations.json"), "utf8"))[part];
  return Object.entries(all).map(([name, { what, defines }]) => ({
    kind,
    name,
    what,
    expected,
    defines: defines.split(" "),
  }));
}
