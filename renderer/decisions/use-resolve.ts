import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { ConflictView } from "../../src/ipc/sharing-views.ts";
import type { FreeTime } from "../../src/ipc/views.ts";
import { useFormats } from "../fields/index.ts";
import { useCommand, usePractice } from "../queries/index.ts";
import type { CommandInput } from "../queries/send.ts";
import { type Decided, decidedMessage, decidedSentence } from "../words/index.ts";
import type { Said } from "./outcome.tsx";

/** A way with its time as main wants to know it. */
export type Choice = Exclude<Decided, { time: unknown }> | { how: "moved" | "swapped"; time: FreeTime };

function inputOf(conflictId: string, choice: Choice): CommandInput<"conflicts.resolve"> {
  switch (choice.how) {
    case "moved": {
      const { practitionerId, startsAt } = choice.time;
      return { conflictId, how: "moved", practitionerId, startsAt };
    }
    case "swapped": {
      const { practitionerId: otherPractitionerId, startsAt: otherStartsAt } = choice.time;
      return { conflictId, how: "swapped", otherPractitionerId, otherStartsAt };
    }
    case "cancelled":
      return { conflictId, how: "cancelled", reason: choice.reason };
    default:
      return { conflictId, how: choice.how };
  }
}

/** Settles one decision; what was said about it is told once, also where it could not be done. */
export function useResolve(conflict: ConflictView, onDecided: (outcome: Said) => void) {
  const formats = useFormats();
  const queries = useQueryClient();
  const practiceName = usePractice().data?.practice?.name ?? "";
  const { run, pending, busy } = useCommand("conflicts.resolve");
  // A second press may come before the first has drawn anything.
  const running = useRef(false);

  const resolve = async (choice: Choice): Promise<Said | null> => {
    if (running.current) return null;
    running.current = true;
    const sentence = decidedSentence(conflict, choice, formats);
    const answer = await run(inputOf(conflict.id, choice));
    running.current = false;
    // Also when refused: the free times that were offered may be gone.
    void queries.invalidateQueries({ queryKey: ["conflicts.list"] });
    if (!answer.ok) {
      const refused: Said = { kind: "refused", error: answer.error };
      if (answer.error.code === "conflict-closed") onDecided(refused);
      return refused;
    }
    const message = decidedMessage(conflict, choice, { practiceName, formats });
    onDecided({ kind: "decided", conflictId: conflict.id, how: choice.how, sentence, message });
    return null;
  };
  return { resolve, pending, busy };
}
