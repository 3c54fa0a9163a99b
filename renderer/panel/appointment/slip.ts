import { isMovable } from "../../../src/conflicts/ways.ts";
import type { AppointmentView } from "../../../src/ipc/views.ts";
import { needsDecision } from "../../words/index.ts";

type Slipped = Pick<AppointmentView, "status" | "placed" | "sharing" | "needsDecision">;

/** Only what is to come and has its time can be taken home on paper. */
export const maySlip = ({ status, placed }: Slipped): boolean => placed && isMovable(status);

/** Never printed as certain: the shared server has not accepted it yet, or somebody has to decide about it. */
export const isTentative = (appointment: Slipped): boolean =>
  appointment.sharing === "provisional" || needsDecision(appointment);
