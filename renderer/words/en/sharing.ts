import type { ServerProblem, SharingView } from "../../../src/ipc/sharing-views.ts";
import type { Formats } from "../format.ts";
import { form, plural } from "./count.ts";

const changes = (count: number): string => plural(count, "change", "changes");

/** What a state of sharing is called where there is no room for the whole sentence. */
const short: Record<ServerProblem, string> = {
  unreachable: "the server does not answer",
  "login-refused": "the login is not accepted",
  certificate: "the server could not prove who it is",
  "no-rights": "the login has too few rights",
  "server-too-old": "the server is too old",
  "desk-too-old": "this desk needs an update",
  "not-prepared": "the server is not prepared",
  "code-used": "the invitation was used already",
  "code-expired": "the invitation is too old",
  "invitation-unreadable": "the invitation cannot be read",
  "address-unreadable": "the address cannot be read",
  "password-missing": "the password is not here any more",
  "desk-revoked": "this desk was taken out of the practice",
  "practice-unknown": "the server does not know this desk any more",
  "another-practice": "the server belongs to another practice",
  "former-practice-waits": "changes still wait for the practice before",
  interrupted: "the line broke",
  unexpected: "something unexpected happened",
};

const progressNames = {
  uploading: "Sending this desk's data to the server",
  joining: "Fetching the practice",
  recovering: "Fetching the practice again",
  installing: "Putting the practice into this desk",
} satisfies Record<NonNullable<SharingView["progress"]>["what"], string>;

export const progressWords = ({ what }: NonNullable<SharingView["progress"]>): string => progressNames[what];

/** `1,250 of 5,402 entries` */
export const progressPart = (
  { done, total }: NonNullable<SharingView["progress"]>,
  { number }: Formats,
): string => (total === 0 ? "" : `${number(Math.min(done, total))} of ${number(total)} entries`);

/** How this desk stands with the others, in one line each. */
export const sharingStatusWords = {
  progress: (progress: NonNullable<SharingView["progress"]>, percent: number | null) =>
    percent === null ? progressWords(progress) : `${progressWords(progress)} (${percent} %)`,
  alone: "This desk only · all changes kept here",
  missing: (rows: string) => `The shared server lacks ${rows} entries of this desk`,
  missingDetail: "send them again, or look first",
  deskTooOld: (waiting: number) =>
    waiting === 0 ? "Update this desk to share again" : `Update this desk to share its ${changes(waiting)}`,
  deskTooOldDetail: "booking goes on meanwhile",
  waits: (waiting: number) =>
    waiting === 0 ? "nothing waits" : `${changes(waiting)} ${form(waiting, "waits", "wait")}`,
  lastExchange: (when: string) => `last exchange ${when}`,
  paused: (problem: ServerProblem | null) =>
    `Sharing is paused: ${problem === null ? "somebody has to look" : short[problem]}`,
  offline: (since: string, waits: string) => `Working alone since ${since}, ${waits}`,
  onTheWay: (count: number) => `${changes(count)} on ${form(count, "its", "their")} way`,
  refused: (since: string, count: number) =>
    `Connected since ${since} · ${changes(count)} ${form(count, "was", "were")} not taken over`,
  /** `onTheWay`: what of it is still coming; null when everything is there. */
  connected: (since: string, onTheWay: string | null) =>
    `Connected since ${since} · ${onTheWay ?? "all changes shared"}`,
};

export const sharingWords = {
  title: "Shared server",
  leadAlone:
    "This desk works alone. With a PostgreSQL server of the practice's own, several desks share one schedule; each goes on booking when the server is away.",
  leadShared: "What is booked at one desk is seen at all of them.",
  decisions: (open: number) => plural(open, "needs a decision", "need a decision"),
  cut: "Line cut, for trying",

  prepare: "Prepare a server",
  prepareLead:
    "For whoever looks after the practice's server. Anteroom makes its tables there and sends up what this desk has. Other desks then join by invitation.",
  ownerUrl: "Address of the database, with its owner's login",
  ownerUrlHint: "For example postgres://owner:password@server.practice.local:5432/anteroom",
  ownerUrlNeeded: "Write the address of the database.",
  certificate: "CA file",
  certificateHint:
    "Only if the server's certificate was made by the practice itself. Paste it, or choose the file.",
  certificateFile: "Choose a file",
  certificateUnreadable: "This file holds no certificate in PEM form.",
  certificateTooLarge: "This file is too large to be a certificate.",
  test: "Test",
  testing: "Asking the server",
  tested: ({ version, tls, latencyMs }: { version: string; tls: boolean; latencyMs: number }) =>
    `PostgreSQL ${version} answers after ${Math.max(1, Math.round(latencyMs))} ms, ${
      tls ? "over an encrypted line" : "over a line that is not encrypted"
    }.`,
  prepareNow: "Prepare",
  preparing: "Preparing",
  prepared: "The server is prepared, and this desk shares with it.",

  join: "Join a practice",
  joinLead: "Another desk makes an invitation in its Settings, under Shared server. Paste its text here.",
  invitation: "Invitation",
  invitationNeeded: "Paste the invitation.",
  local: "Bookings made on this desk so far",
  locals: {
    push: "Bring them into the practice; where two meet, somebody decides",
    archive: "Put them aside in a folder on this computer, and begin with the practice's own",
  },
  joinNow: "Join",
  joining: "Joining",
  joined: (archivedIn: string | null) =>
    archivedIn === null
      ? "This desk has joined the practice."
      : `This desk has joined the practice. What was here before is kept in ${archivedIn}.`,

  server: "Server",
  encrypted: "encrypted",
  notEncrypted: "not encrypted",
  state: "State",
  waiting: "Changes that wait",
  waitingSince: (count: number, when: string | null) =>
    count === 0 ? "None" : when === null ? changes(count) : `${changes(count)}, the oldest from ${when}`,
  lastExchange: "Last exchange",
  never: "None yet",
  exchangeNow: "Exchange now",
  exchanging: "Exchanging",
  exchanged: "Everything is exchanged.",
  stillWaiting: (count: number) => `${changes(count)} still ${form(count, "waits", "wait")}.`,
  testServer: "Test the line",

  desks: "Desks",
  thisDesk: "this desk",
  newer: "newer Anteroom",
  revoked: "taken out",
  lastSeen: (when: string) => `seen ${when}`,
  revoke: "Take out",
  revokeLabel: (name: string) => `Take out ${name}`,
  revokeQuestion: (name: string) =>
    `${name} will share nothing any more, and keeps the copy it has. What it did not share yet stays on it.`,
  revokeConfirm: "Yes, take it out",
  revokedDone: (name: string) => `${name} is taken out.`,

  invite: "Invite another desk",
  inviting: "Making an invitation",
  inviteText: "Text of the invitation",
  inviteHint: (until: string) =>
    `Good for one desk, until ${until}. Whoever has it can join the practice: send it as you would a key.`,
  back: "Back",
  copy: "Copy",
  copied: "Copied.",

  leave: "Leave the practice",
  leaveQuestion: (waiting: number) =>
    waiting === 0
      ? "This desk keeps a copy of everything and works alone from then on."
      : `This desk keeps a copy of everything and works alone from then on. ${changes(waiting)} made here ${form(waiting, "was", "were")} not shared yet: joining this practice again within a year shares them.`,
  leaveConfirm: "Yes, leave",
  stay: "No, stay",
  left: "This desk works alone now.",

  missing: (rows: string, of: string) =>
    `The server was restored from an older copy: ${rows} of the ${of} entries on this desk are missing there. Sharing rests until somebody decides.`,
  missingHint:
    "Send them again if the server simply went back in time. Look first if they were deleted there on purpose.",
  sendMissing: "Send them again",
  holdMissing: "Not yet: work alone until somebody has looked",

  secretsForSession:
    "This computer offers no safe place for passwords, so the one of the server is kept only until Anteroom is closed. After the next start this desk needs an invitation to share again.",
};

/** Said in the booking form while this desk cannot be heard by the others. */
export const provisionalWords = {
  title: "This desk works alone: the booking is provisional until it is shared.",
  say: (when: string, practitionerName: string) =>
    `I have you down for ${when}${practitionerName === "" ? "" : ` with ${practitionerName}`}. If it turns out to be taken, we will call you.`,
  sayLabel: "What the caller can be told",
  unconfirmed: "Not yet confirmed by the shared server.",
};

/** Somebody else was first, and the caller is still on the line. */
export const lostWords = {
  title: "Another desk was first",
  kept: "The booking is kept; it only needs another time.",
  hint: "Choose one, and it is moved there.",
  meanwhile: (name: string) => `Another desk was first: ${name} needs another time.`,
  decide: "Choose a time",
  otherWays: "All ways to settle it",
  later: "Later",
  gone: "It is settled meanwhile.",
  moved: (name: string, when: string, practitionerName: string) =>
    `Booked: ${name}, ${when} with ${practitionerName}`,
};

/** `2.4 s ahead`: a clock that goes wrong is told, never obeyed. */
export const skewWords = (skewSeconds: number | null): string => {
  if (skewSeconds === null) return "Not known yet";
  const size = Math.abs(skewSeconds);
  if (size < 2) return "Right";
  const words =
    size < 120
      ? plural(Math.round(size), "second", "seconds")
      : plural(Math.round(size / 60), "minute", "minutes");
  return `${words} ${skewSeconds > 0 ? "ahead of" : "behind"} the server's`;
};
