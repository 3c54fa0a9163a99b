/**
 * What main finds wrong with files and addresses, by name; the window has the words. Beside these, what SQLite or
 * PostgreSQL themselves say travels as it is.
 */
const problems = [
  "database-not-writable",
  "folder-not-writable",
  "folder-not-usable",
  "disk-full",
  "no-database",
  "database-beginning-damaged",
  "database-damaged",
  "other-programs-database",
  "database-missing",
  "other-programs-backup",
  "address-scheme",
  "address-server",
  "address-database",
  "address-login",
  "address-certificate",
  "address-plain-with-certificate",
  "address-is-invitation",
] as const;
export type FoundProblem = (typeof problems)[number];

/** Those that go along with a detail: a name, a measure, or what a database said. */
const detailedProblems = [
  "address-parameter",
  "database-not-opened",
  "database-incomplete",
  "database-unreadable",
  "database-unsound",
] as const;
export type DetailedProblem = (typeof detailedProblems)[number];

export type Found = FoundProblem | `${DetailedProblem}: ${string}`;

export const withDetail = (code: DetailedProblem, detail: string): Found => `${code}: ${detail}`;

type Read = { code: FoundProblem; detail: null } | { code: DetailedProblem; detail: string };

/** The way back; null for what is none of them. */
export function foundProblem(text: string): Read | null {
  const plain = problems.find((code) => code === text);
  if (plain) return { code: plain, detail: null };
  const detailed = detailedProblems.find((code) => text.startsWith(`${code}: `));
  return detailed ? { code: detailed, detail: text.slice(detailed.length + 2) } : null;
}
