import Database from "better-sqlite3";

/** Thrown where a process dies: from then on nothing that it says reaches its database. */
export class Died extends Error {
  constructor() {
    super("the process died here");
  }
}

type Life = { statementsLeft: number };
const lives = new WeakMap<Database.Database, Life>();

/** The process of this connection dies before it has run so many more statements. */
export const dieAfter = (db: Database.Database, statements: number): void =>
  void lives.set(db, { statementsLeft: statements });

/** It lives on, unless it is dead already. */
export function liveOn(db: Database.Database): void {
  if (!isDead(db)) lives.delete(db);
}

const isDead = (db: Database.Database): boolean => lives.get(db)?.statementsLeft === 0;

function beforeStatement(db: Database.Database): void {
  const life = lives.get(db);
  if (life === undefined) return;
  if (life.statementsLeft > 0) life.statementsLeft -= 1;
  if (life.statementsLeft === 0) throw new Died();
}

type Method = (this: Database.Statement & { database: Database.Database }, ...args: unknown[]) => unknown;

/** Lets every statement of this process ask first whether its process still lives. To be called once. */
export function makeProcessesMortal(): void {
  const db = new Database(":memory:");
  const prototype = Object.getPrototypeOf(db.prepare("SELECT 1")) as Record<string, Method>;
  db.close();
  for (const name of ["run", "get", "all", "iterate"]) {
    const real = prototype[name] as Method;
    prototype[name] = function (...args) {
      beforeStatement(this.database);
      return real.apply(this, args);
    };
  }
  const { exec } = Database.prototype;
  Database.prototype.exec = function (source) {
    beforeStatement(this);
    return exec.call(this, source);
  };
}
