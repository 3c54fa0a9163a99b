import { Button } from "react-aria-components";
import type { AnteroomError } from "../../src/ipc/errors.ts";
import { systemClock } from "../../src/time/clock.ts";
import { fieldWords, refusal } from "../words/index.ts";
import { AffectedBookings } from "./affected-bookings.tsx";
import { useFormats } from "./use-formats.ts";

type Props = {
  error: AnteroomError | null;
  /** Doing it all the same, where only bookings are in the way: they stay where they are. */
  keep?: { words: string; onKeep: () => void };
};

/** Why something was not done, beside what asked for it; bookings in the way are listed with whom to call. */
export function Refused({ error, keep }: Props) {
  const formats = useFormats();
  if (error === null) return null;
  const sentence = refusal(error, { formats, now: systemClock() });
  if (error.code !== "bookings-affected" || !keep) {
    return (
      <p className="callout" role="alert">
        {sentence}
      </p>
    );
  }
  return (
    <div className="callout">
      <p role="alert">{sentence}</p>
      <AffectedBookings bookings={error.bookings} />
      <p>{fieldWords.callFirst}</p>
      <div>
        <Button onPress={keep.onKeep}>{keep.words}</Button>
      </div>
    </div>
  );
}
