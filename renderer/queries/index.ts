export { useApp, useHealth, usePractice, useSettings } from "./app.ts";
export {
  MOST_CLIENTS_FOUND,
  useClient,
  useClientSearch,
  useComing,
  useHours,
  usePractitioners,
  useRooms,
  useTypes,
} from "./people.ts";
export { useAppointmentCard, useDay, useSeries, useWeek } from "./schedule.ts";
export { useConflicts, useConflictsOf, useConflictsUnder, useOpenDecisions, useSharing } from "./sharing.ts";
export { useAnswer } from "./use-answer.ts";
export { useCommand } from "./use-command.ts";
