// npm run bench: runs test/bench/main.ts with the app built. With --json, stdout holds only its JSON lines.
import { resolveElectron } from "./electron/runtime.mjs";
import { bootstrap } from "./lib/bootstrap.mjs";
import { ensureBuilt } from "./lib/build.mjs";
import { withScreen } from "./lib/display.mjs";
import { projectDir } from "./lib/paths.mjs";
import { runInTerminal } from "./lib/run.mjs";
import { say } from "./lib/say.mjs";

await bootstrap({}, async (args) => {
  const options = { installSystemPackages: true };
  const runtime = await resolveElectron(options);
  await ensureBuilt(runtime);
  say(runtime.sentence);
  // Node 24 runs TypeScript as it is: this code base has only syntax that can be erased.
  return withScreen(options, () =>
    runInTerminal(process.execPath, ["test/bench/main.ts", ...args], { cwd: projectDir }),
  );
});
