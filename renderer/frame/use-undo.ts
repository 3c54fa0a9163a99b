import { useCallback } from "react";
import { useCommand } from "../queries/index.ts";
import { useScreen } from "../store/screen.ts";
import { frameWords } from "../words/index.ts";
import { notices, showNews } from "./toasts.ts";

/** Takes back one change. What stands in the way is said beside the board. */
export function useUndo() {
  const { run } = useCommand("appointments.undo");
  return useCallback(
    async ({ opId, key }: { opId: string; key: string }): Promise<void> => {
      const { offerUndo, refuse, boardFocus, undo } = useScreen.getState();
      notices.close(key);
      if (undo?.opId === opId) offerUndo(null);
      const answer = await run({ opId });
      if (answer.ok) showNews(frameWords.undone);
      else refuse({ error: answer.error, move: null });
      if (document.activeElement === document.body) boardFocus();
    },
    [run],
  );
}
