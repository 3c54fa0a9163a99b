// Waits until the process that started a test server is gone, then stops the server and removes its folder.
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";

const [pgCtl, folder, dataFolder, owner] = process.argv.slice(2);

let said = "";
process.stdin.on("data", (chunk) => {
  said += chunk;
});
process.stdin.on("close", () => {
  if (said === "dismissed") return;
  try {
    execFileSync(pgCtl, ["-D", dataFolder, "-w", "stop", "-m", "immediate"], {
      ...JSON.parse(owner),
      cwd: folder,
      stdio: "ignore",
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
