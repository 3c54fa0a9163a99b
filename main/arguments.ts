import { createHash } from "node:crypto";
import { accessSync, constants, mkdirSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

export type StartArguments = { readonly demo: boolean; readonly dataDir: string };

/**
 * `ANTEROOM_DATA_DIR` chooses the data folder, so that several desks can run on one machine; the demo has a
 * folder of its own beneath it, so that it can never be taken for the practice.
 */
export function startArguments(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  usual: string,
): StartArguments {
  const demo = argv.includes("--demo");
  const chosen = env["ANTEROOM_DATA_DIR"];
  const expanded = chosen?.startsWith("~/") ? join(homedir(), chosen.slice(2)) : chosen;
  const base = expanded ? (isAbsolute(expanded) ? expanded : resolve(expanded)) : usual;
  return { demo, dataDir: demo ? join(base, "demo") : base };
}

/**
 * Where Chromium keeps what it needs, apart from the practice's data. A data folder that may not be written to
 * still gets a window, to read in.
 */
export function windowFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
    return join(dataDir, "window");
  } catch {
    return join(tmpdir(), `anteroom-${createHash("sha256").update(dataDir).digest("hex").slice(0, 16)}`);
  }
}
