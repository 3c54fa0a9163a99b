import { type RefObject, useEffect } from "react";
import type { AnteroomError } from "../../../src/ipc/errors.ts";

/** Bookings in the way were listed: Enter goes on from there, without a hand on the mouse. */
export function useFocusKeep(form: RefObject<HTMLElement | null>, refused: AnteroomError | null): void {
  useEffect(() => {
    if (refused?.code !== "bookings-affected") return;
    form.current?.querySelector<HTMLElement>(".callout button")?.focus();
  }, [form, refused]);
}
