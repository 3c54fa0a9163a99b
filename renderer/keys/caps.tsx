import { capName } from "../words/index.ts";
import { type Act, capsOf } from "./keys.ts";

/** The keys of an act as they are printed, from the one map. */
export const Caps = ({ act }: { act: Act }) => capsOf(act).map((cap) => <kbd key={cap}>{capName(cap)}</kbd>);
