import { spawn } from "node:child_process";
import { KnownProblem } from "./say.mjs";

const KEPT_OUTPUT = 4 * 1024 * 1024;

/**
 * Runs a command to its end and keeps what it printed (the last 4 MiB).
 * `show` passes the output on to the person as it comes.
 * Returns the exit code, 127 when the command does not exist, 124 when `timeoutMs` ran out.
 */
export function run(command, args, { cwd, env, show = false, timeoutMs } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32" && command === "npm",
    });
    let output = "";
    let timedOut = false;
    const timer =
      timeoutMs &&
      setTimeout(() => {
        timedOut = true;
        child.kill("SIGKILL");
      }, timeoutMs);
    const keep = (chunk) => {
      output = (output + chunk).slice(-KEPT_OUTPUT);
      if (show) process.stderr.write(chunk);
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    child.on("error", (error) => {
      clearTimeout(timer);
      done({ code: error.code === "ENOENT" ? 127 : 126, output: output + error.message });
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      done({ code: timedOut ? 124 : (code ?? 1), output });
    });
  });
}

/** Runs a command that must succeed; `sentence` says to a person what failed when it does not. */
export async function runOrStop(sentence, command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new KnownProblem(`${sentence}\n${lastLines(output, 25)}`.trim());
  return output;
}

/** Hands the terminal over to a program and returns its exit code; interrupts reach it too. */
export function runInTerminal(command, args, { cwd, env } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: "inherit" });
    const pass = (signal) => child.kill(signal);
    process.on("SIGINT", pass).on("SIGTERM", pass);
    child.on("error", (error) => fail(new KnownProblem(`${command} could not be started: ${error.message}`)));
    child.on("close", (code, signal) => {
      process.off("SIGINT", pass).off("SIGTERM", pass);
      done(code ?? (signal === "SIGINT" || signal === "SIGTERM" ? 0 : 1));
    });
  });
}

export function lastLines(text, count) {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
