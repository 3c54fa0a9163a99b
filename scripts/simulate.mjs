// npm run simulate: runs test/simulation/main.ts. With --json, stdout holds only its last line.
import { bootstrap } from "./lib/bootstrap.mjs";
import { projectDir } from "./lib/paths.mjs";
import { runInTerminal } from "./lib/run.mjs";

await bootstrap({}, (args) =>
  // Node 24 runs TypeScript as it is: this code base has only syntax that can be erased.
  runInTerminal(process.execPath, ["test/simulation/main.ts", ...args], { cwd: projectDir }),
);
