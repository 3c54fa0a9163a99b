/**
 * The one map of keys: the handler and the sheet that `?` shows are both made from it.
 * `board`: works while the schedule is shown. `decisions`: on the page of decisions. `everywhere`: on every page.
 */
type Binding = {
  /** As KeyboardEvent.key gives them, letters in lower case; `mod+` is Ctrl, on a Mac Cmd. */
  keys: readonly string[];
  /** What the sheet prints on the keys. */
  caps: readonly string[];
  says: string;
  group: "Move about" | "Appointments" | "Days" | "Decisions" | "Anywhere";
  where: "grid" | "board" | "decisions" | "everywhere";
};

const bindings = {
  "cursor-down": grid(["ArrowDown"], ["↓"], "Later"),
  "cursor-up": grid(["ArrowUp"], ["↑"], "Earlier"),
  "cursor-left": grid(["ArrowLeft"], ["←"], "Practitioner before"),
  "cursor-right": grid(["ArrowRight"], ["→"], "Next practitioner"),
  "cursor-down-fine": grid(["shift+ArrowDown"], ["Shift", "↓"], "Five minutes later"),
  "cursor-up-fine": grid(["shift+ArrowUp"], ["Shift", "↑"], "Five minutes earlier"),
  "cursor-hour-down": grid(["PageDown"], ["Page down"], "Two hours later"),
  "cursor-hour-up": grid(["PageUp"], ["Page up"], "Two hours earlier"),
  "cursor-first": grid(["Home"], ["Home"], "Start of their day"),
  "cursor-last": grid(["End"], ["End"], "End of their day"),
  open: grid(["Enter", " "], ["Enter"], "Book the free time, open what is there"),

  book: act(["n"], ["N"], "New booking at the cursor"),
  cut: act(["x"], ["X"], "Cut, to move it"),
  paste: act(["v"], ["V"], "Put what was cut at the cursor"),
  cancel: act(["Delete"], ["Del"], "Cancel"),
  arrived: act(["a"], ["A"], "Arrived"),
  "checked-in": act(["i"], ["I"], "Checked in"),
  fulfilled: act(["c"], ["C"], "Completed"),
  noshow: act(["s"], ["S"], "No-show"),
  block: act(["b"], ["B"], "Block time at the cursor; or drag with Shift"),
  "nearest-1": act(["1"], ["1"], "First of what is offered"),
  "nearest-2": act(["2"], ["2"], "Second of it"),
  "nearest-3": act(["3"], ["3"], "Third of it"),

  today: day(["t"], ["T"], "Today"),
  "go-to-date": day(["g"], ["G"], "Go to a date"),
  "previous-day": day(["["], ["["], "Day before"),
  "next-day": day(["]"], ["]"], "Next day"),
  "zoom-in": day(["mod++", "mod+="], ["Ctrl", "+"], "Taller rows"),
  "zoom-out": day(["mod+-"], ["Ctrl", "−"], "Lower rows"),
  "zoom-usual": day(["mod+0"], ["Ctrl", "0"], "Usual rows"),

  "decision-4": decision(["4"], ["4"], "Fourth of what is offered"),
  "decision-5": decision(["5"], ["5"], "Fifth of it"),
  swap: decision(["p"], ["P"], "Swap: the other one gets another time"),
  keep: decision(["k"], ["K"], "Keep as it is"),
  waitlist: decision(["q"], ["Q"], "Put on the waiting list"),
  "copy-message": decision(["m"], ["M"], "Copy the message to the client"),

  decisions: anywhere(["o"], ["O"], "Open decisions"),
  search: anywhere(["/", "mod+k"], ["/"], "Search clients and appointments"),
  undo: anywhere(["mod+z"], ["Ctrl", "Z"], "Undo the last change, within ten seconds"),
  keys: anywhere(["?"], ["?"], "These keys"),
  back: anywhere(["Escape"], ["Esc"], "Back"),
} as const satisfies Record<string, Binding>;

export type Act = keyof typeof bindings;

type Part = readonly string[];
function grid(keys: Part, caps: Part, says: string): Binding {
  return { keys, caps, says, group: "Move about", where: "grid" };
}
function act(keys: Part, caps: Part, says: string): Binding {
  return { keys, caps, says, group: "Appointments", where: "board" };
}
function day(keys: Part, caps: Part, says: string): Binding {
  return { keys, caps, says, group: "Days", where: "board" };
}
function decision(keys: Part, caps: Part, says: string): Binding {
  return { keys, caps, says, group: "Decisions", where: "decisions" };
}
function anywhere(keys: Part, caps: Part, says: string): Binding {
  return { keys, caps, says, group: "Anywhere", where: "everywhere" };
}

export type Press = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean };

const actOfKey = new Map<string, Act>(
  (Object.entries(bindings) as [Act, Binding][]).flatMap(([name, binding]) =>
    binding.keys.map((key): [string, Act] => [key, name]),
  ),
);

/** The act a key press asks for, if any. Shift counts only where a key alone would be the same without it. */
export function actFor(press: Press): Act | null {
  if (press.altKey) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const mod = press.ctrlKey || press.metaKey;
  const shift = press.shiftKey && press.key.length > 1;
  return actOfKey.get(`${mod ? "mod+" : ""}${shift ? "shift+" : ""}${key}`) ?? null;
}

export const whereOf = (name: Act): Binding["where"] => bindings[name].where;

/** Keys that act with a modifier, or leave a field, work while somebody types; letters never do. */
export const worksWhileTyping = (press: Press): boolean =>
  press.key === "Escape" || ((press.ctrlKey || press.metaKey) && press.key.toLowerCase() === "k");

export type SheetLine = { name: Act; caps: readonly string[]; says: string };

/** The sheet, group by group, in the order above. */
export function sheet(): [group: string, lines: SheetLine[]][] {
  const lines = (Object.entries(bindings) as [Act, Binding][]).map(([name, { caps, says, group }]) => ({
    name,
    caps,
    says,
    group,
  }));
  return [...Map.groupBy(lines, (line) => line.group)];
}
