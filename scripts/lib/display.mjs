import { spawn } from "node:child_process";
import { ensureVirtualScreen } from "../electron/system-packages.mjs";
import { KnownProblem } from "./say.mjs";

const START_TIMEOUT_MS = 15_000;

export function hasScreen() {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

export function requireScreen() {
  if (hasScreen()) return;
  throw new KnownProblem(
    "There is no screen to open the window on: neither DISPLAY nor WAYLAND_DISPLAY is set. " +
      "Start Anteroom from a desktop session, or try it with `xvfb-run -a npm start`.",
  );
}

/**
 * Runs `body` with a screen, bringing virtual ones where there is none: `count` of them, named in ANTEROOM_DISPLAYS,
 * because on a screen of its own no window that opens or closes beside it moves a test's pointer.
 */
export async function withScreen({ count = 1, ...options }, body) {
  if (hasScreen()) return body();
  await ensureVirtualScreen(options);
  const screens = await Promise.all(Array.from({ length: count }, startVirtualScreen));
  const displays = screens.map(({ display }) => display);
  [process.env.DISPLAY] = displays;
  process.env.ANTEROOM_DISPLAYS = displays.join(" ");
  try {
    return await body();
  } finally {
    delete process.env.DISPLAY;
    delete process.env.ANTEROOM_DISPLAYS;
    for (const { server } of screens) server.kill();
  }
}

/** Xvfb itself picks a free display number and writes it to the descriptor once it accepts windows. */
function startVirtualScreen() {
  return new Promise((done, fail) => {
    const args = ["-displayfd", "3", "-screen", "0", "1440x900x24", "-nolisten", "tcp"];
    const server = spawn("Xvfb", args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
    const giveUp = () => {
      server.kill();
      fail(new KnownProblem("The virtual screen (Xvfb) did not start. Try `xvfb-run -a npm test`."));
    };
    const timer = setTimeout(giveUp, START_TIMEOUT_MS);
    server.once("error", giveUp).once("exit", giveUp);
    server.stdio[3].once("data", (number) => {
      clearTimeout(timer);
      server.off("exit", giveUp);
      done({ server, display: `:${String(number).trim()}` });
    });
  });
}
