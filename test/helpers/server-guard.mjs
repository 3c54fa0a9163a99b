// Waits until the process that started a test server is gone, then stops the server and removes its folder.
import { execFileSync } from "node:child_process";
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";

const [pgCtl, folder] = process.argv.slice(2);

let said = "";
process.stdin.on("data", (chunk) => {
  said += chunk;
});
process.stdin.on("close", () => {
  if (said === "dismissed") return;
  try {
    const data = join(folder, "data");
    const { uid, gid } = statSync(data);
    const asItsOwner = process.getuid?.() === 0 ? { uid, gid } : {};
    execFileSync(pgCtl, ["-D", data, "-w", "stop", "-m", "immediate"], {
      ...asItsOwner,
      cwd: folder,
      stdio: "ignore",
    });
  } catch {
    // Nothing runs there: the process was ended before it had started the server, or had stopped it itself.
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
