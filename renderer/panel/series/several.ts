import type { AppointmentView, Warning } from "../../../src/ipc/views.ts";
import { appointmentWords } from "../../words/index.ts";

/** What is said of several at once: whose, how many, from when to when. */
export function severalOf(
  { clientName }: Pick<AppointmentView, "clientName">,
  appointments: readonly Pick<AppointmentView, "startsAt">[],
  warnings: readonly Warning[] = [],
) {
  const starts = appointments.map(({ startsAt }) => startsAt);
  const who = clientName ?? appointmentWords.group;
  return { who, count: starts.length, first: Math.min(...starts), last: Math.max(...starts), warnings };
}
