/**
 * The one map of keys: the handler, the sheet that `?` shows and the palette are all made from it.
 * `board`: works while the schedule is shown. `decisions`: on the page of decisions. `everywhere`: on every page.
 */
export type KeyGroup = "move" | "appointments" | "days" | "decisions" | "anywhere";

type Binding = {
  /** As KeyboardEvent.key gives them, letters in lower case; `mod+` is Ctrl, on a Mac Cmd. */
  keys: readonly string[];
  /** The keys by name, or as they are printed. */
  caps: readonly string[];
  group: KeyGroup;
  where: "grid" | "board" | "decisions" | "everywhere";
  /** What there has to be before it can be done: an appointment at the cursor or open, one that is cut, a change. */
  needs?: "appointment" | "cut" | "undo";
  /** Only a key: what it means stands beside the board or under the cursor, not in a list of what can be done. */
  keyOnly?: true;
};

type More = Pick<Binding, "needs" | "keyOnly">;
const appointment: More = { needs: "appointment" };
const keyOnly: More = { keyOnly: true };

const bindings = {
  "cursor-down": grid(["ArrowDown"], ["↓"]),
  "cursor-up": grid(["ArrowUp"], ["↑"]),
  "cursor-left": grid(["ArrowLeft"], ["←"]),
  "cursor-right": grid(["ArrowRight"], ["→"]),
  "cursor-down-fine": grid(["shift+ArrowDown"], ["Shift", "↓"]),
  "cursor-up-fine": grid(["shift+ArrowUp"], ["Shift", "↑"]),
  "cursor-hour-down": grid(["PageDown"], ["PageDown"]),
  "cursor-hour-up": grid(["PageUp"], ["PageUp"]),
  "cursor-first": grid(["Home"], ["Home"]),
  "cursor-last": grid(["End"], ["End"]),
  open: grid(["Enter", " "], ["Enter"]),

  book: act(["n"], ["N"]),
  find: { keys: ["f"], caps: ["F"], group: "appointments", where: "everywhere" },
  cut: act(["x"], ["X"], appointment),
  paste: act(["v"], ["V"], { needs: "cut" }),
  cancel: act(["Delete"], ["Delete"], appointment),
  arrived: act(["a"], ["A"], appointment),
  "checked-in": act(["i"], ["I"], appointment),
  fulfilled: act(["c"], ["C"], appointment),
  noshow: act(["s"], ["S"], appointment),
  block: act(["b"], ["B"]),
  "nearest-1": act(["1"], ["1"], keyOnly),
  "nearest-2": act(["2"], ["2"], keyOnly),
  "nearest-3": act(["3"], ["3"], keyOnly),

  today: day(["t"], ["T"]),
  "go-to-date": day(["g"], ["G"]),
  "previous-day": day(["["], ["["]),
  "next-day": day(["]"], ["]"]),
  "show-day": day(["d"], ["D"]),
  "show-week": day(["w"], ["W"]),
  people: day(["h"], ["H"]),
  "person-before": day(["shift+ArrowLeft"], ["Shift", "←"], keyOnly),
  "person-after": day(["shift+ArrowRight"], ["Shift", "→"], keyOnly),
  "zoom-in": day(["mod++", "mod+="], ["Control", "+"]),
  "zoom-out": day(["mod+-"], ["Control", "−"]),
  "zoom-usual": day(["mod+0"], ["Control", "0"]),

  "decision-4": decision(["4"], ["4"], keyOnly),
  "decision-5": decision(["5"], ["5"], keyOnly),
  swap: decision(["p"], ["P"]),
  keep: decision(["k"], ["K"]),
  waitlist: decision(["q"], ["Q"]),
  "copy-message": decision(["m"], ["M"]),

  decisions: anywhere(["o"], ["O"]),
  search: anywhere(["/", "mod+k"], ["/"], keyOnly),
  undo: anywhere(["mod+z"], ["Control", "Z"], { needs: "undo" }),
  keys: anywhere(["?"], ["?"]),
  back: anywhere(["Escape"], ["Escape"], keyOnly),
} as const satisfies Record<string, Binding>;

export type Act = keyof typeof bindings;

type Part = readonly string[];
function grid(keys: Part, caps: Part): Binding {
  return { keys, caps, group: "move", where: "grid", keyOnly: true };
}
function act(keys: Part, caps: Part, more: More = {}): Binding {
  return { keys, caps, group: "appointments", where: "board", ...more };
}
function day(keys: Part, caps: Part, more: More = {}): Binding {
  return { keys, caps, group: "days", where: "board", ...more };
}
function decision(keys: Part, caps: Part, more: More = {}): Binding {
  return { keys, caps, group: "decisions", where: "decisions", ...more };
}
function anywhere(keys: Part, caps: Part, more: More = {}): Binding {
  return { keys, caps, group: "anywhere", where: "everywhere", ...more };
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

export type SheetLine = { name: Act; caps: readonly string[]; group: KeyGroup };

/** What a list of everything that can be done offers, in the order above. */
export const listedActs = (): Act[] =>
  (Object.entries(bindings) as [Act, Binding][])
    .filter(([, binding]) => !binding.keyOnly)
    .map(([name]) => name);

export const needsOf = (name: Act): Binding["needs"] => (bindings[name] as Binding).needs;

/** What the sheet prints on the keys of an act. */
export const capsOf = (name: Act): readonly string[] => bindings[name].caps;

/** The sheet, group by group, in the order above. */
export function sheet(): [group: KeyGroup, lines: SheetLine[]][] {
  const lines = (Object.entries(bindings) as [Act, Binding][]).map(([name, { caps, group }]) => ({
    name,
    caps,
    group,
  }));
  return [...Map.groupBy(lines, (line) => line.group)];
}
