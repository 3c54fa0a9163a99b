import { useCallback, useEffect, useRef, useState } from "react";
import type { Held } from "../../../src/ipc/channels/appointments.ts";
import { systemClock } from "../../../src/time/clock.ts";
import type { Refusal } from "../../lib/api.ts";
import { send } from "../../queries/send.ts";

export type WantedTime = {
  practitionerId: string;
  startsAt: number;
  typeId: string;
  durationMinutes: number;
  roomId: string | null;
};

export type HoldState =
  | { status: "none" }
  | { status: "placing" }
  | { status: "held"; held: Held }
  | { status: "lapsed" }
  | { status: "refused"; error: Refusal<"appointments.hold"> };

const RENEW_EVERY_MS = 60_000;

const release = (holdId: string): void => void send("appointments.release-hold", { holdId });

/**
 * Keeps the wanted time for as long as the form is open: placed at once, renewed every minute, let go on close. A
 * changed wish replaces the hold; one that is refused lets go of the one before, for the form no longer shows it.
 * `delayMs` waits for somebody who is still typing the time.
 */
export function useHold(wanted: WantedTime | null, delayMs: number) {
  const [round, setRound] = useState(0);
  const [answered, setAnswered] = useState<{ wish: string; state: HoldState } | null>(null);
  const holdId = useRef<string | null>(null);
  const placing = useRef<Promise<unknown>>(Promise.resolve());
  const wish = wanted === null ? null : JSON.stringify({ ...wanted, round });
  const state: HoldState =
    wish === null ? { status: "none" } : answered?.wish === wish ? answered.state : { status: "placing" };

  const delay = useRef(delayMs);
  useEffect(() => {
    delay.current = delayMs;
  });

  /** After whatever is still being placed has come back. */
  const letGo = useCallback((): void => {
    void placing.current.then(() => {
      if (holdId.current !== null) release(holdId.current);
      holdId.current = null;
    });
  }, []);

  useEffect(() => {
    if (wish === null) {
      letGo();
      return;
    }
    const { round: _, ...input } = JSON.parse(wish) as WantedTime & { round: number };
    let overtaken = false;
    const place = async (): Promise<void> => {
      const { answer } = await send("appointments.hold", input);
      if (overtaken) {
        // The next hold, already in the queue behind this one, replaces it; on close it is let go there.
        if (answer.ok) holdId.current = answer.value.holdId;
        return;
      }
      if (!answer.ok && holdId.current !== null) release(holdId.current);
      holdId.current = answer.ok ? answer.value.holdId : null;
      setAnswered({
        wish,
        state: answer.ok
          ? { status: "held", held: answer.value }
          : { status: "refused", error: answer.error },
      });
    };
    const timer = setTimeout(() => {
      placing.current = place();
    }, delay.current);
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [wish, letGo]);
  useEffect(() => letGo, [letGo]);

  const held = state.status === "held" ? state.held : null;
  useEffect(() => {
    if (held === null || wish === null) return;
    const lapse = (): void => {
      holdId.current = null;
      setAnswered({ wish, state: { status: "lapsed" } });
    };
    const renew = async (): Promise<void> => {
      const { answer } = await send("appointments.renew-hold", { holdId: held.holdId });
      if (holdId.current !== held.holdId) return;
      if (!answer.ok) {
        if (answer.error.code === "hold-expired") lapse();
        return;
      }
      const { expiresAt } = answer.value;
      setAnswered({ wish, state: { status: "held", held: { ...held, expiresAt } } });
    };
    const end = setTimeout(lapse, Math.max(0, held.expiresAt - systemClock()) * 1000);
    const rhythm = setInterval(() => void renew(), RENEW_EVERY_MS);
    return () => {
      clearTimeout(end);
      clearInterval(rhythm);
    };
  }, [held, wish]);

  /** The hold to book with, once the last wish is answered; null when there is none. */
  const settled = useCallback(async (): Promise<string | null> => {
    await placing.current;
    return holdId.current;
  }, []);
  /** The hold became a booking: there is nothing to let go of any more. */
  const consumed = useCallback((): void => {
    holdId.current = null;
  }, []);
  const again = useCallback((): void => setRound((count) => count + 1), []);
  /** It may be gone before its time: a booking that arrived from another desk beats it. Then main says who has it. */
  const doubt = useCallback(async (doubted: string): Promise<void> => {
    const { answer } = await send("appointments.renew-hold", { holdId: doubted });
    const isGone = !answer.ok && answer.error.code === "hold-expired";
    if (!isGone || holdId.current !== doubted) return;
    holdId.current = null;
    setRound((count) => count + 1);
  }, []);

  return { state, settled, consumed, again, doubt };
}
