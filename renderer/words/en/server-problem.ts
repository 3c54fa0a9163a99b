import type { ServerProblem } from "../../../src/ipc/sharing-views.ts";
import { plural } from "./count.ts";
import { foundWords } from "./found.ts";

/** What stands between this desk and the shared server, and what can be done about it. */
const problems: Record<ServerProblem, string> = {
  unreachable: "The shared server does not answer. Look at its address, and whether this computer is online.",
  "login-refused": "The server does not accept this login. Look at the name and the password.",
  certificate:
    "The server could not prove who it is, so nothing was sent to it. Choose the CA file that belongs to it.",
  "no-rights":
    "This login may not do that on the server. Preparing a server takes the login of its database's owner.",
  "server-too-old":
    "The server is too old for this desk. It takes PostgreSQL 15 or newer, prepared by this version.",
  "desk-too-old":
    "Other desks use a newer Anteroom. Update this desk; its bookings are kept and shared afterwards.",
  "not-prepared": "The server answers, but nobody has prepared it for a practice yet.",
  "code-used": "This invitation was used already; each is good for one desk. Ask for a new one.",
  "code-expired": "This invitation is more than an hour old. Ask for a new one.",
  "invitation-unreadable":
    "This is not a whole invitation. Copy all of its text on the other desk, and paste it here.",
  "address-unreadable": "This is not the address of a PostgreSQL database.",
  "password-missing":
    "The password of the shared server is not on this computer any more. Join again with an invitation from another desk, or prepare the server again: what waits here is kept.",
  "desk-revoked":
    "This desk was taken out of the practice. It keeps its copy; to share again it needs a new invitation.",
  "practice-unknown":
    "The server does not know this practice or this desk any more. Ask for a new invitation to join again.",
  "another-practice":
    "That is another practice than the one on this desk. Leave this one first, or join with another desk.",
  "former-practice-waits":
    "Changes made on this desk still wait for the practice it was in before, so nothing was joined. Join that one again to share them, or choose to keep what is here aside in a folder.",
  interrupted: "The line broke before it was done. Try again: it goes on where it stopped.",
  unexpected: "That did not work, and Anteroom does not know why. Nothing on this desk was changed.",
};

/** Those whose detail is not said already, and helps whoever looks after the server. */
const detailed: readonly ServerProblem[] = [
  "unreachable",
  "certificate",
  "no-rights",
  "server-too-old",
  "address-unreadable",
  "former-practice-waits",
  "interrupted",
  "unexpected",
];

/** How many changes wait is only a number; the rest is as the server or the line put it. */
const detailWords = (problem: ServerProblem, detail: string): string =>
  problem === "former-practice-waits" ? plural(Number(detail), "change", "changes") : foundWords(detail);

export const serverProblem = (problem: ServerProblem, detail = ""): string =>
  detail.trim() !== "" && detailed.includes(problem)
    ? `${problems[problem]} (${detailWords(problem, detail.trim())})`
    : problems[problem];
