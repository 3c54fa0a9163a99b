// npm start: installs what is missing, builds, and opens the window. Arguments go to the app (--demo).
import { resolveElectron } from "./electron/runtime.mjs";
import { explainMissingSandbox } from "./electron/sandbox.mjs";
import { bootstrap } from "./lib/bootstrap.mjs";
import { ensureBuilt } from "./lib/build.mjs";
import { requireScreen } from "./lib/display.mjs";
import { runInTerminal } from "./lib/run.mjs";
import { say } from "./lib/say.mjs";

// Before anything is installed: without a screen the rest would be in vain.
await bootstrap({ first: requireScreen }, async (appArgs) => {
  const runtime = await resolveElectron();
  await ensureBuilt(runtime);
  say(runtime.sentence);
  const code = await runInTerminal(runtime.executablePath, [...runtime.args, ...appArgs]);
  const explanation = code === 0 ? undefined : explainMissingSandbox();
  if (explanation) say(explanation);
  return code;
});
