import type { Source } from "../../src/ipc/views.ts";

export const appointmentNotes: readonly string[] = [
  "Asked for a receipt for the insurance.",
  "Will be ten minutes late, called ahead.",
  "Wants to talk about the dates after the holidays.",
  "Bring the questionnaire from the last visit.",
  "First visit after the operation: needs the room without stairs.",
  "Prefers to be called by her first name.",
  "Comes with his brother, who interprets.",
  "Referral is still missing.",
  "Asked whether an earlier time becomes free.",
  "Paid in cash, receipt given.",
  "Would rather meet by telephone if the weather is bad.",
  "Please remind a day before; forgot the last time.",
];

export const actors: readonly (readonly [name: string, share: number])[] = [
  ["Front desk", 6],
  ["Desk 2", 3],
  ["Practitioner's desk", 1],
];

export const sources: readonly (readonly [source: Source, share: number])[] = [
  ["phone", 60],
  ["walk-in", 12],
  ["email", 12],
  ["online", 10],
  ["staff", 6],
];
