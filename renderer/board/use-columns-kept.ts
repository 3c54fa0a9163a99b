import { useEffect, useRef } from "react";
import { useCommand } from "../queries/index.ts";
import { useScreen } from "../store/screen.ts";

/** The columns and their order are a setting of this desk: written down whenever somebody has changed them. */
export function useColumnsKept(): void {
  const columns = useScreen((screen) => screen.columns);
  const opened = useScreen((screen) => screen.opened);
  const kept = useRef<typeof columns | null>(null);
  const { run } = useCommand("settings.change");
  useEffect(() => {
    if (!opened) return;
    // What the desk opened with is kept already.
    const before = kept.current;
    kept.current = columns;
    if (before === null || before === columns) return;
    const value = { order: [...columns.order], hidden: [...columns.hidden] };
    void run({ key: "board-columns", value });
  }, [columns, opened, run]);
}
