import { type DetailedProblem, type FoundProblem, foundProblem } from "../../../src/ipc/found.ts";

const words: Record<FoundProblem, string> = {
  "database-not-writable": "Anteroom is not allowed to change its database file.",
  "folder-not-writable": "Anteroom is not allowed to write to its data folder.",
  "folder-not-usable": "Anteroom cannot read or write in its data folder.",
  "disk-full": "The disk is full. Make room on it, then try again.",
  "no-database": "The database file does not begin as a database does.",
  "database-beginning-damaged": "The beginning of the database file is damaged.",
  "database-damaged": "SQLite found the database damaged.",
  "other-programs-database": "The database file belongs to another program.",
  "database-missing": "This desk has a database, but its file is missing or empty.",
  "other-programs-backup": "It is not Anteroom's.",
  "address-scheme": "It begins with postgres:// and names login, server and database.",
  "address-server": "It names no server.",
  "address-database": "It names no database.",
  "address-login": "It names no login.",
  "address-certificate": "Choose the CA file beside the address, not in it.",
  "address-plain-with-certificate": "It turns encryption off, and yet there is a CA file.",
  "address-is-invitation": "It is an invitation: paste it under Join a practice.",
};

const detailed: Record<DetailedProblem, (detail: string) => string> = {
  "address-parameter": (name) => `Anteroom does not know what ${name} is to mean here.`,
  "database-not-opened": (said) => `The database could not be opened: ${said}`,
  "database-incomplete": (bytes) => `The database file is incomplete: ${bytes} bytes are there.`,
  "database-unreadable": (said) => `The database cannot be read (${said}).`,
  "database-unsound": (said) => `The check of the whole database found damage (${said}).`,
};

/** What main found, in words; what a database itself said stays as it is. */
export function foundWords(text: string): string {
  const found = foundProblem(text);
  if (found === null) return text;
  return found.detail === null ? words[found.code] : detailed[found.code](found.detail);
}
