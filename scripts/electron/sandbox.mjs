import { readFileSync } from "node:fs";

/** Chromium refuses to start as root with its sandbox, as in most containers; nobody else gives it up. */
export function sandboxArgs() {
  return process.platform === "linux" && process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}

/** Kernel settings under which Chromium's sandbox cannot start: [setting, value that forbids, value that allows]. */
const FORBIDDING = [
  ["kernel.apparmor_restrict_unprivileged_userns", "1", "0"],
  ["kernel.unprivileged_userns_clone", "0", "1"],
  ["user.max_user_namespaces", "0", "15000"],
];

/** Why a window may have failed to open for want of a sandbox, and what to do; undefined when nothing forbids it. */
export function explainMissingSandbox() {
  if (process.platform !== "linux" || sandboxArgs().length > 0) return undefined;
  const found = FORBIDDING.find(([setting, forbids]) => readSetting(setting) === forbids);
  if (!found) return undefined;
  const [setting, , allows] = found;
  return (
    `The window did not open. This system keeps programs from making a sandbox (${setting}), which Electron ` +
    `needs. Until the next restart, this allows it:\n  sudo sysctl -w ${setting}=${allows}`
  );
}

function readSetting(setting) {
  try {
    return readFileSync(`/proc/sys/${setting.replaceAll(".", "/")}`, "utf8").trim();
  } catch {
    return undefined;
  }
}
