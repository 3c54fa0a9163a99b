import { type KeyboardEvent, useEffect, useRef, useState } from "react";

/**
 * Enter does what stands first, until the person chooses another one with the arrows. Clients come a moment after
 * what is known here: the list begins anew when another entry becomes the first, and Enter waits for the answer.
 */
export function useFirstEntry(
  typed: string,
  firstId: string | undefined,
  searching: boolean,
  runFirst: () => void,
): { listKey: string; beforeKey: (event: KeyboardEvent) => void } {
  const [chosen, setChosen] = useState<{ typed: string; listKey: string } | null>(null);
  /** What had been typed when Enter came too early. */
  const entered = useRef<string | null>(null);
  const latest = useRef(runFirst);
  useEffect(() => {
    latest.current = runFirst;
  });
  useEffect(() => {
    if (searching) return;
    const isStill = entered.current === typed;
    entered.current = null;
    if (isStill) latest.current();
  }, [searching, typed]);

  const own = typed === "" ? "everything" : (firstId ?? "nothing");
  const listKey = chosen?.typed === typed ? chosen.listKey : own;
  const beforeKey = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") setChosen({ typed, listKey });
    if (event.key !== "Enter" || !searching || chosen?.typed === typed) return;
    event.preventDefault();
    event.stopPropagation();
    entered.current = typed;
  };
  return { listKey, beforeKey };
}
