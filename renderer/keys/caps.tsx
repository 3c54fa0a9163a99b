import { capName } from "../words/index.ts";
import { type Act, capsOf } from "./keys.ts";

/** Where Cmd is what Ctrl is elsewhere: both work, this is the one people look for. */
const isMac = navigator.userAgent.includes("Mac");
const onThisKeyboard = (cap: string): string => (cap === "Control" && isMac ? "Meta" : cap);

/** The keys of an act as they are printed, from the one map. */
export const Caps = ({ act }: { act: Act }) =>
  capsOf(act).map((cap) => <kbd key={cap}>{capName(onThisKeyboard(cap))}</kbd>);
