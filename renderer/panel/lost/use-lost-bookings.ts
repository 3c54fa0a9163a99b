import { useEffect } from "react";
import { withdraw } from "../../frame/toasts.ts";
import { invoke } from "../../lib/api.ts";
import { onConflictsChanged } from "../../queries/events.ts";
import { useScreen } from "../../store/screen.ts";
import { forgetBooked, justBooked } from "../booking/just-booked.ts";

/**
 * A booking is done here before the server has decided. Should another desk have been first, whoever booked hears
 * of it while the caller is on the line: in the panel if nothing else is open there, otherwise beside the board.
 */
export function useLostBookings(): void {
  useEffect(() => {
    const look = async (appointmentId: string, noticeKey: string | null): Promise<void> => {
      const answer = await invoke("conflicts.list", { appointmentId });
      const isLost =
        answer.ok &&
        answer.value.conflicts.some(
          ({ kind, state, loser }) =>
            kind === "slot-taken" && state === "open" && loser.appointment?.id === appointmentId,
        );
      if (!isLost || !forgetBooked(appointmentId)) return;
      if (noticeKey !== null) withdraw(noticeKey);
      const { panel, page, openPanel, tellLost } = useScreen.getState();
      if (panel === null && page === "schedule") openPanel({ kind: "lost", appointmentId });
      else tellLost(appointmentId);
    };
    return onConflictsChanged(() => {
      for (const { appointmentId, noticeKey } of justBooked()) void look(appointmentId, noticeKey);
    });
  }, []);
}
