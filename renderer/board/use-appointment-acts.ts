import { useCallback } from "react";
import type { Status } from "../../src/appointments/status.ts";
import type { AppointmentView } from "../../src/ipc/views.ts";
import { showNews } from "../frame/toasts.ts";
import { useCommand } from "../queries/index.ts";
import { type Move, useScreen } from "../store/screen.ts";
import { boardWords, type Formats, statusDone, warningWords } from "../words/index.ts";

/** What the board itself does to appointments. A refusal is put beside the board, with what was wanted. */
export function useAppointmentActs(formats: Formats) {
  const moving = useCommand("appointments.move");
  const marking = useCommand("appointments.set-status");
  const { run: runMove } = moving;
  const { run: runStatus } = marking;

  const move = useCallback(
    async (wish: Move, practitionerName: string, outsideReason?: string): Promise<void> => {
      const { id, version, name, practitionerId, startsAt } = wish;
      const { refuse, setCut, setCursor } = useScreen.getState();
      const where = `${formats.dayAndTime(startsAt)}, ${practitionerName}`;
      const reason = outsideReason === undefined ? {} : { outsideReason };
      const answer = await runMove(
        { id, version, practitionerId, startsAt, ...reason },
        { undo: boardWords.moved(name, where) },
      );
      if (!answer.ok) return refuse({ error: answer.error, move: wish });
      refuse(null);
      if (useScreen.getState().cut?.id === id) setCut(null);
      setCursor({ practitionerId, startsAt });
      for (const warning of answer.value.warnings) showNews(warningWords(warning, name, formats));
    },
    [formats, runMove],
  );

  const mark = useCallback(
    async (appointment: AppointmentView, name: string, status: Status): Promise<void> => {
      if (appointment.status === status) return;
      const { id, version } = appointment;
      const undo = statusDone[status]?.(name);
      const answer = await runStatus({ id, version, status }, undo === undefined ? {} : { undo });
      useScreen.getState().refuse(answer.ok ? null : { error: answer.error, move: null });
    },
    [runStatus],
  );

  return { move, mark, busy: moving.busy || marking.busy };
}
