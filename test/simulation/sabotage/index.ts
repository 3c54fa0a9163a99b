import type { Sabotage } from "./sabotage.ts";

export const sabotages = {
  lock: {
    says: "pushes look for blockers before they wait for each other, and no constraint refuses overlap",
    shared: "lock.sql",
  },
  sequence: { says: "the feed is numbered by a plain sequence", shared: "sequence.sql" },
  "conflict-row": { says: "a loser has no conflict", shared: "conflict-row.sql" },
  fence: { says: "the server takes copies of a desk for the desk", shared: "fence.sql" },
  rules: { says: "the server decides between two statuses otherwise than desks do", shared: "rules.sql" },
  "update-trigger": {
    says: "a desk's database lets updates overlap",
    local: "DROP TRIGGER appointment_no_overlap_update",
  },
  cursor: { says: "the cursor is saved before the rows, apart from them", replica: "cursor.ts" },
  "new-op-id": { says: "what is sent again goes under a new op id", replica: "new-op-id.ts" },
  images: {
    says: "rows count as confirmed by the reply, before the feed names their op",
    replica: "images.ts",
  },
  away: { says: "what was seen is as old as the desk was away", replica: "away.ts" },
  reoffer: { says: "nothing is offered again in a new epoch", replica: "reoffer.ts" },
} as const satisfies Record<string, Sabotage>;

export type SabotageName = keyof typeof sabotages;
export const sabotageNames = Object.keys(sabotages) as SabotageName[];
export const isSabotage = (name: string): name is SabotageName => Object.hasOwn(sabotages, name);
