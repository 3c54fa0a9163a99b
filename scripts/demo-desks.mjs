// npm run demo:desks: a PostgreSQL of its own and two desks side by side, for trying races and cutting the line
// (menu Development). Everything is made anew at each start and lies in .cache/demo-desks.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resolveElectron } from "./electron/runtime.mjs";
import { bootstrap } from "./lib/bootstrap.mjs";
import { ensureBuilt } from "./lib/build.mjs";
import { requireScreen } from "./lib/display.mjs";
import { projectCacheDir } from "./lib/paths.mjs";
import { say } from "./lib/say.mjs";

const folder = join(projectCacheDir, "demo-desks");

await bootstrap({ first: requireScreen }, async () => {
  const runtime = await resolveElectron();
  await ensureBuilt(runtime);
  say(runtime.sentence);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // Two desks on a computer that may have no keyring: a key file is what an administrator would give them.
  const keyFile = join(folder, "key");
  writeFileSync(keyFile, randomBytes(32), { mode: 0o600 });
  // Under the Node that runs TypeScript as it is.
  const { foundDesks } = await import("./demo-desks/found-desks.mjs");
  say("Starting PostgreSQL, and making a practice with two desks...");
  const { server, desks } = await foundDesks(folder, keyFile);
  try {
    say("Both desks share one schedule. To work alone for a while: menu Development > Cut the line.");
    await Promise.all(desks.map(({ dataDir, side }) => openWindow(runtime, { dataDir, side, keyFile })));
  } finally {
    await server.close();
  }
  return 0;
});

function openWindow(runtime, { dataDir, side, keyFile }) {
  const window = spawn(runtime.executablePath, runtime.args, {
    stdio: "inherit",
    env: {
      ...process.env,
      ANTEROOM_DATA_DIR: dataDir,
      ANTEROOM_SECRETS_KEY_FILE: keyFile,
      ANTEROOM_DEVELOPMENT: side,
    },
  });
  const end = () => window.kill();
  process.once("SIGINT", end).once("SIGTERM", end);
  return new Promise((done) => window.once("close", done));
}
