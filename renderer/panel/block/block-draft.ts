import type { BlockView } from "../../../src/ipc/views.ts";
import { dayOf } from "../../../src/time/zoned-day.ts";
import { blockWords, fieldWords } from "../../words/index.ts";
import { once, type Repeat } from "./repeat.ts";

export type BlockDraft = {
  practitionerId: string | null;
  startsAt: number | null;
  endsAt: number | null;
  reason: string;
  repeat: Repeat;
};

export type BlockProblems = {
  practitioner?: string;
  from?: string;
  to?: string;
  reason?: string;
  until?: string;
};

export const emptyBlock: BlockDraft = {
  practitionerId: null,
  startsAt: null,
  endsAt: null,
  reason: "",
  repeat: once,
};

/** What the panel of a block is opened with. */
export const spanOf = ({ practitionerId, startsAt, endsAt }: BlockView) => ({
  practitionerId,
  startsAt,
  endsAt,
});

export function checkBlock(draft: BlockDraft, zone: string): BlockProblems {
  const problems: BlockProblems = {};
  const { startsAt, endsAt, repeat } = draft;
  if (draft.practitionerId === null) problems.practitioner = fieldWords.required(blockWords.practitioner);
  if (startsAt === null) problems.from = fieldWords.chooseTime;
  if (endsAt === null) problems.to = fieldWords.chooseTime;
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt) problems.to = fieldWords.endsBeforeStart;
  if (draft.reason.trim() === "") problems.reason = fieldWords.required(blockWords.reason);
  if (repeat.every !== "none" && repeat.ends === "until") {
    if (repeat.until === null) problems.until = blockWords.missingDay;
    else if (startsAt !== null && repeat.until < dayOf(zone, startsAt))
      problems.until = blockWords.untilBeforeStart;
  }
  return problems;
}

/** The last block that was left unfinished, found again where it was begun. */
let left: { key: string; draft: BlockDraft } | null = null;

export const keepBlock = (key: string, draft: BlockDraft): void => {
  if (draft.reason.trim() !== "" || draft.repeat.every !== "none") left = { key, draft };
};
export const blockLeftAt = (key: string): BlockDraft | null => (left?.key === key ? left.draft : null);
export const forgetBlock = (): void => {
  left = null;
};
