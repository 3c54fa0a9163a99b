import { type Act, whereOf } from "./keys.ts";

/** What can be done just now: whoever listens for a key puts here what it does, so that a list can do the same. */

export type Acts = Partial<Record<Act, () => void>>;
/** What an act would be done to, by name; null where there is nothing that it could be done to. */
export type About = (name: Act) => string | null;

type Listener = { readonly acts: () => Acts; readonly about: () => About | undefined };

const listeners = new Set<Listener>();
/** Asked for before the page that can do it was there. */
let awaited: Act | null = null;

/** Registers until the returned function is called. What was waited for is done at once. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  const run = awaited === null ? undefined : listener.acts()[awaited];
  if (run) {
    awaited = null;
    run();
  }
  return () => void listeners.delete(listener);
}

const listenerOf = (name: Act): Listener | undefined =>
  [...listeners].findLast((listener) => listener.acts()[name] !== undefined);

/** Whether it can be done where the person is; the board's can be done from elsewhere by going there first. */
export const isOffered = (name: Act): boolean => listenerOf(name) !== undefined || whereOf(name) === "board";

/** The appointment that an act would be done to, by name; null where there is none. */
export const actedOn = (name: Act): string | null => listenerOf(name)?.about()?.(name) ?? null;

/** Does what the key would do. `goToBoard` is called where only the board can do it and it is not shown. */
export function runAct(name: Act, goToBoard: () => void): void {
  const run = listenerOf(name)?.acts()[name];
  if (run) {
    run();
    return;
  }
  awaited = name;
  goToBoard();
}
