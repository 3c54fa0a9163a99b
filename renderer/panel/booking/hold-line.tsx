import { Button } from "react-aria-components";
import { useFormats } from "../../fields/index.ts";
import { bookingWords } from "../../words/index.ts";
import styles from "./booking.module.css";
import type { HoldState } from "./use-hold.ts";

/** Whether the time is kept for this caller, and until when. */
export function HoldLine({ state, onAgain }: { state: HoldState; onAgain: () => void }) {
  const formats = useFormats();
  if (state.status === "lapsed") {
    return (
      <div className="callout" role="status">
        <p>{bookingWords.lapsed}</p>
        <div>
          <Button onPress={onAgain}>{bookingWords.holdAgain}</Button>
        </div>
      </div>
    );
  }
  const isHeld = state.status === "held";
  if (!isHeld && state.status !== "placing") return null;
  return (
    <p className={styles.hold}>
      <span className={styles.mark} data-held={isHeld || undefined} aria-hidden />
      {isHeld ? bookingWords.held(formats.time(state.held.lastsUntil)) : bookingWords.placing}
    </p>
  );
}
