import type { Ref } from "react";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import type { FreeTime } from "../../src/ipc/views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { useFormats } from "../fields/index.ts";
import { KeyButton } from "../keys/key-button.tsx";
import { bookingWords, freeTimeWords, nearestOf, refusal } from "../words/index.ts";
import styles from "./panel.module.css";

type Props = {
  error: AnteroomError;
  /** What was wanted: the free times say only what differs from it. */
  wanted: { practitionerId: string | null; startsAt: number | null };
  onChoose: (time: FreeTime) => void;
  /** Takes the focus after a refusal, so that 1, 2 and 3 work at once and Enter does nothing. */
  groupRef?: Ref<HTMLDivElement>;
};

/** Why not, in one sentence; and what can be had instead, each one key away. */
export function RefusalMessage({ error, wanted, onChoose, groupRef }: Props) {
  const formats = useFormats();
  const nearest = nearestOf(error).slice(0, 3);
  const offersTimes = "nearest" in error;
  return (
    <div className={`callout ${styles.refusal}`}>
      <p role="alert">{refusal(error, { formats, now: systemClock() })}</p>
      {nearest.length > 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for entries, these are buttons
        <div
          role="group"
          aria-label={bookingWords.nearest}
          aria-description={bookingWords.nearestHint}
          tabIndex={-1}
          ref={groupRef}
          className={styles.nearest}
        >
          {nearest.map((time, index) => (
            <KeyButton
              key={`${time.practitionerId} ${time.startsAt}`}
              onPress={() => onChoose(time)}
              shortcut={`${index + 1} Alt+${index + 1}`}
            >
              <kbd aria-hidden>{index + 1}</kbd>
              <span dir="auto">{freeTimeWords(time, wanted, formats)}</span>
            </KeyButton>
          ))}
        </div>
      ) : null}
      {offersTimes && nearest.length === 0 ? <p className="quiet">{bookingWords.noNearest}</p> : null}
    </div>
  );
}

const isTypedInto = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLTextAreaElement ||
  (target instanceof Element && target.getAttribute("role") === "spinbutton");

/** Which of the offered times a key means: 1, 2 or 3, with Alt while something is typed. */
export function timeOfKey(
  event: { code: string; altKey: boolean; ctrlKey: boolean; metaKey: boolean; target: EventTarget },
  nearest: readonly FreeTime[],
): FreeTime | null {
  const digit = /^(?:Digit|Numpad)([1-3])$/.exec(event.code)?.[1];
  if (digit === undefined || event.ctrlKey || event.metaKey) return null;
  if (!event.altKey && isTypedInto(event.target)) return null;
  return nearest[Number(digit) - 1] ?? null;
}
