import { useAnswer } from "./use-answer.ts";

const MOST_LISTED = 100;

/** How this desk stands with the shared server; alone as long as there is none. */
export const useSharing = () => useAnswer("sharing.read", {});

/** Those that wait for a person, or those that are settled, newest first. */
export const useConflicts = (settled: boolean) =>
  useAnswer("conflicts.list", { settled, limit: MOST_LISTED });

/** The open ones that one appointment is part of. */
export const useConflictsOf = (appointmentId: string, enabled = true) =>
  useAnswer("conflicts.list", { appointmentId }, { enabled });

/** The bookings that lie under a block, or under any of its series, until somebody has decided about each. */
export const useConflictsUnder = (underBlockId: string) =>
  useAnswer("conflicts.list", { underBlockId, limit: MOST_LISTED });

/** How many wait for a person; 0 until it is known. */
export const useOpenDecisions = (): number => useAnswer("conflicts.list", { limit: 1 }).data?.open ?? 0;
