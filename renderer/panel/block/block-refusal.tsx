import { Button } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { useFormats } from "../../fields/index.ts";
import { blockWords, refusal } from "../../words/index.ts";
import { AffectedBookings } from "../affected-bookings.tsx";
import panel from "../panel.module.css";

/** Why the time was not blocked; where bookings lie in it, who they are and the way to block it all the same. */
export function BlockRefusal({ error, onKeep }: { error: AnteroomError; onKeep: () => void }) {
  const formats = useFormats();
  return (
    <div className="callout">
      <p role="alert">{refusal(error, { formats, now: systemClock() })}</p>
      {error.code === "bookings-affected" ? (
        <>
          <AffectedBookings bookings={error.bookings} />
          <p>{blockWords.keptMeanwhile}</p>
          <div className={panel.actions}>
            <Button onPress={onKeep}>{blockWords.blockAnyway}</Button>
          </div>
        </>
      ) : null}
    </div>
  );
}
