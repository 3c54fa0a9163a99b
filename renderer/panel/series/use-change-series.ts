import { useState } from "react";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import type { AppointmentView } from "../../../src/ipc/views.ts";
import { useFormats } from "../../fields/index.ts";
import { showUndo } from "../../frame/toasts.ts";
import { useCommand } from "../../queries/index.ts";
import { seriesChanged } from "../../words/index.ts";
import { type SeriesDraft, whatOf, wishesOf } from "./series-draft.ts";
import { severalOf } from "./several.ts";
import { useSeriesPlan } from "./use-series-plan.ts";

/** Changes those that the person reached, as they saw them; one that is another by now refuses all of it. */
export function useChangeSeries(
  appointment: AppointmentView,
  draft: SeriesDraft,
  reached: readonly AppointmentView[],
  onDone: () => void,
) {
  const formats = useFormats();
  const command = useCommand("appointments.change-series");
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const what = whatOf(draft);
  const plan = useSeriesPlan(wishesOf(draft, reached, formats.zone), what);

  const run = async (): Promise<AnteroomError | null> => {
    setRefused(null);
    const note = draft.note.trim();
    const appointments = plan.planned.flatMap(({ id, practitionerId, startsAt }) => {
      const seen = reached.find((each) => each.id === id);
      return seen ? [{ id: seen.id, version: seen.version, practitionerId, startsAt }] : [];
    });
    const answer = await command.run({ ...what, ...(note === "" ? {} : { note }), appointments });
    if (!answer.ok) {
      setRefused(answer.error);
      await plan.lookAgain();
      return answer.error;
    }
    const { warnings, opId, undoUntil } = answer.value;
    const several = severalOf(appointment, answer.value.appointments, warnings);
    showUndo({ sentence: seriesChanged(several, formats), opId, undoUntil });
    onDone();
    return null;
  };
  return { plan, run, refused, pending: command.pending, busy: command.busy };
}
