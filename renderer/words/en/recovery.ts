import type { BackupView, DatabaseState } from "../../../src/ipc/views.ts";
import type { Formats } from "../format.ts";
import { fileSize, form } from "./count.ts";
import { foundWords } from "./found.ts";

type Broken = Exclude<DatabaseState["state"], "ready" | "first-run" | "read-only">;

export const recoveryWords = {
  titles: {
    damaged: "The practice's data is damaged",
    missing: "The practice's data is not where it was",
    newer: "This desk needs an update",
    "in-use": "Anteroom is open already",
    failed: "The practice's data could not be opened",
  } satisfies Record<Broken, string>,
  damaged: (movedTo: string | null) =>
    movedTo === null
      ? "Anteroom stopped before anything could be written over. Nothing was deleted."
      : `What is left of it was put aside in ${movedTo}. Nothing was deleted.`,
  missing:
    "There was a practice on this computer, and its file is gone: moved, deleted, or on a disk that is not connected.",
  newer: (found: number, known: number) =>
    `The data was last written by a newer Anteroom (version ${found} of the data; this one knows ${known}). It is untouched and safe. Update this desk, then open it again.`,
  inUse:
    "Another window of Anteroom on this computer has this practice open. Close it there, or use it there.",
  failed: "It is still there. Look at what is written below, then try again.",
  problem: (problem: string) => `What was found: ${foundWords(problem)}`,
  missingSince: (when: string) =>
    `A backup has everything up to ${when}. What was entered after that is missing from it.`,
  noBackups: "There is no backup on this computer.",
  choose: "Backups, the newest first",
  restore: "Bring back this backup",
  restoring: "Bringing it back",
  retry: "Try again",
  startEmpty: "Begin with an empty practice",
  startEmptyLead: "Begin with an empty practice instead?",
  startEmptyWarning:
    "The schedule starts with nothing in it. What was there is put aside, not deleted, and no booking in it is shown any more.",
  startEmptyConfirm: "Yes, begin empty",
  notYet: "No, go back",
};

/** `1,204 appointments, 3.1 MB` */
export const backupContents = ({ appointments, bytes }: BackupView, formats: Formats): string =>
  `${formats.number(appointments)} ${form(appointments, "appointment", "appointments")}, ${fileSize(bytes)}`;
