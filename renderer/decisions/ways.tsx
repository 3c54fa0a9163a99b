import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { Resolution } from "../../src/conflicts/conflict.ts";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import type { ConflictView } from "../../src/ipc/sharing-views.ts";
import type { FreeTime } from "../../src/ipc/views.ts";
import { Refused, useFormats } from "../fields/index.ts";
import { KeyButton } from "../keys/key-button.tsx";
import type { Act } from "../keys/keys.ts";
import { useKeys } from "../keys/use-keys.ts";
import {
  boardWords,
  choiceWords,
  conflictTime,
  conflictWords,
  freeTimeWords,
  sideName,
  wayWords,
} from "../words/index.ts";
import { CancelWay } from "./cancel-way.tsx";
import styles from "./decisions.module.css";
import type { Said } from "./outcome.tsx";
import { SwapWay } from "./swap-way.tsx";
import { useNameOf } from "./use-name-of.ts";
import { type Choice, useResolve } from "./use-resolve.ts";

/** A way that asks for more before it is done. */
export type Asked = "swapped" | "cancelled";

type Props = {
  conflict: ConflictView;
  asks: Asked | null;
  onAsk: (asks: Asked | null) => void;
  onDecided: (outcome: Said) => void;
  onOffer: (times: readonly FreeTime[] | null) => void;
  /** Whether its keys act: beside a board only while the keyboard is here. */
  keysAct?: boolean;
};

const numbers = ["nearest-1", "nearest-2", "nearest-3", "decision-4", "decision-5"] as const;
const MOST_TIMES = 3;

/** What settles it without a time: the key of each, and whether it asks for more first. */
const plain: {
  way: Extract<Resolution, "swapped" | "kept" | "waitlisted" | "cancelled">;
  act: Act;
  cap: string;
}[] = [
  { way: "swapped", act: "swap", cap: "P" },
  { way: "kept", act: "keep", cap: "K" },
  { way: "waitlisted", act: "waitlist", cap: "Q" },
  { way: "cancelled", act: "cancel", cap: "Del" },
];

/** Every way to settle it that makes sense now, each one key away. */
export function Ways({ conflict, asks, onAsk, onDecided, onOffer, keysAct = true }: Props) {
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const { resolve, busy } = useResolve(conflict, onDecided);
  const section = useRef<HTMLElement>(null);
  useFocusBack(section, asks);

  const settle = async (choice: Choice): Promise<void> => {
    setRefused(null);
    const said = await resolve(choice);
    if (said?.kind === "refused") setRefused(said.error);
  };
  const back = (): void => onAsk(null);
  const take = (way: (typeof plain)[number]["way"]): void => {
    setRefused(null);
    if (way === "swapped" || way === "cancelled") onAsk(way);
    else void settle({ how: way });
  };
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || asks === null) return;
    event.preventDefault();
    event.stopPropagation();
    back();
  };

  return (
    <section
      ref={section}
      tabIndex={-1}
      className={styles.ways}
      aria-label={conflictWords.decide}
      onKeyDown={leave}
    >
      <Refused error={refused} />
      {busy && <p role="status">{boardWords.busy}</p>}
      {asks === null && (
        <Choices
          conflict={conflict}
          onSettle={(choice) => void settle(choice)}
          onTake={take}
          keysAct={keysAct}
        />
      )}
      {asks === "swapped" && conflict.other && (
        <SwapWay
          conflict={conflict}
          other={conflict.other}
          onChoose={(time) => void settle({ how: "swapped", time })}
          onBack={back}
          onOffer={onOffer}
        />
      )}
      {asks === "cancelled" && (
        <CancelWay
          name={sideName(conflict.loser)}
          onCancel={(reason) => void settle({ how: "cancelled", reason })}
          onBack={back}
        />
      )}
    </section>
  );
}

type ChoicesProps = {
  conflict: ConflictView;
  onSettle: (choice: Choice) => void;
  onTake: (way: (typeof plain)[number]["way"]) => void;
  keysAct: boolean;
};

function Choices({ conflict, onSettle, onTake, keysAct }: ChoicesProps) {
  const formats = useFormats();
  const nameOf = useNameOf(conflict);
  const { ways, nearest, wantedTime, loser } = conflict;
  const moves = ways.includes("moved");
  const wanted = {
    practitionerId: wantedTime?.practitionerId ?? loser.appointment?.practitionerId ?? null,
    startsAt: conflictTime(conflict)?.startsAt ?? null,
  };
  const times = moves
    ? nearest.slice(0, MOST_TIMES).map((time) => ({
        words: freeTimeWords(time, wanted, formats),
        choice: { how: "moved", time } as Choice,
      }))
    : [];
  const sides = (["wanted", "current"] as const)
    .filter((how) => ways.includes(how))
    .map((how) => ({ words: choiceWords(how, conflict, formats, nameOf), choice: { how } as Choice }));
  const numbered = [...times, ...sides];
  const others = plain.filter(({ way }) => ways.includes(way));

  const acts = {
    ...Object.fromEntries(
      numbered.map(({ choice }, index) => [numbers[index] ?? "", () => onSettle(choice)]),
    ),
    ...Object.fromEntries(others.map(({ way, act }) => [act, () => onTake(way)])),
  };
  useKeys(keysAct ? acts : {});

  return (
    <>
      {moves && <h4>{conflictWords.nearest}</h4>}
      {moves && times.length === 0 && <p className="quiet">{conflictWords.noNearest}</p>}
      <Numbered choices={times} from={1} onSettle={onSettle} />
      {sides.length > 0 && <h4>{conflictWords.decide}</h4>}
      <Numbered choices={sides} from={times.length + 1} onSettle={onSettle} />
      {others.length > 0 && numbered.length > 0 && <h4>{conflictWords.ways}</h4>}
      {others.length > 0 && (
        <div className={styles.choices}>
          {others.map(({ way, cap }) => (
            <KeyButton key={way} onPress={() => onTake(way)} shortcut={cap === "Del" ? "Delete" : cap}>
              <kbd aria-hidden>{cap}</kbd>
              <span dir="auto">{wayWords(way, conflict)}</span>
            </KeyButton>
          ))}
        </div>
      )}
    </>
  );
}

type NumberedProps = {
  choices: readonly { words: string; choice: Choice }[];
  from: number;
  onSettle: (choice: Choice) => void;
};

function Numbered({ choices, from, onSettle }: NumberedProps) {
  if (choices.length === 0) return null;
  return (
    <div className={styles.choices}>
      {choices.map(({ words, choice }, index) => (
        <KeyButton key={words} onPress={() => onSettle(choice)} shortcut={String(from + index)}>
          <kbd aria-hidden>{from + index}</kbd>
          <span dir="auto">{words}</span>
        </KeyButton>
      ))}
    </div>
  );
}

/** The button that led to a question is gone while it is asked: afterwards the keyboard comes back to the ways. */
function useFocusBack(section: RefObject<HTMLElement | null>, asks: string | null): void {
  const before = useRef(asks);
  useEffect(() => {
    const returns = before.current !== null && asks === null;
    before.current = asks;
    if (returns) section.current?.focus({ preventScroll: true });
  }, [section, asks]);
}
