// npm run dev: the window with hot reload. Arguments go to the app (--demo).
import { resolveElectron } from "./electron/runtime.mjs";
import { bootstrap } from "./lib/bootstrap.mjs";
import { buildTarget, electronVite, forgetBuild } from "./lib/build.mjs";
import { requireScreen } from "./lib/display.mjs";
import { projectDir } from "./lib/paths.mjs";
import { runInTerminal } from "./lib/run.mjs";
import { say } from "./lib/say.mjs";

await bootstrap({ first: requireScreen }, async (appArgs) => {
  const runtime = await resolveElectron();
  say(runtime.sentence);
  forgetBuild();
  const sandbox = runtime.args.includes("--no-sandbox") ? { NO_SANDBOX: "1" } : {};
  return runInTerminal(process.execPath, [electronVite, "dev", "--watch", "--", ...appArgs], {
    cwd: projectDir,
    env: { ...buildTarget(runtime), ...sandbox, ELECTRON_EXEC_PATH: runtime.executablePath },
  });
});
