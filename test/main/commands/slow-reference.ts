import { holdHasEnded } from "../../../src/appointments/hold.ts";
import { isOccupying, mayBecome, type Status } from "../../../src/appointments/status.ts";
import { at } from "../../helpers/set-up-practice.ts";

/**
 * The rules of booking once more, in the plainest words there are: a list, looked through from end to end. What
 * the desk answers and keeps has to agree with it.
 */

export type Kept = {
  id: string;
  practitioner: string;
  room: string | null;
  startsAt: number;
  endsAt: number;
  busyUntil: number;
  status: Status;
  /** Of a hold. */
  window: string | null;
  expiresAt: number | null;
};
export type Place = Pick<Kept, "practitioner" | "room" | "startsAt" | "endsAt" | "busyUntil">;
export type Verdict = "ok" | "slot-taken" | "blocked" | "outside-hours";
type Off = { practitioner: string; startsAt: number; endsAt: number };

export const DAYS = ["2026-03-02", "2026-03-03"];
const open = DAYS.flatMap((day) => [
  [at("9:00", day), at("12:00", day)],
  [at("13:00", day), at("17:00", day)],
]);

export class SlowReference {
  kept: Kept[] = [];
  off: Off[] = [];

  /** Who stands in the way, a hold of one's own and a hold that is over apart. */
  #inTheWay(place: Place, except: readonly string[], window: string, now: number): Kept[] {
    return this.kept.filter(
      (k) =>
        isOccupying(k.status) &&
        !except.includes(k.id) &&
        (k.practitioner === place.practitioner || (k.room !== null && k.room === place.room)) &&
        k.startsAt < place.busyUntil &&
        place.startsAt < k.busyUntil &&
        !this.#yields(k, window, now),
    );
  }

  #yields = (k: Kept, window: string, now: number): boolean =>
    k.expiresAt !== null && (k.window === window || holdHasEnded(k.expiresAt, now));

  taken(place: Place, except: readonly string[], window: string, now: number): boolean {
    return this.#inTheWay(place, except, window, now).length > 0;
  }

  blocked = (practitioner: string, startsAt: number, endsAt: number): boolean =>
    this.off.some((o) => o.practitioner === practitioner && o.startsAt < endsAt && startsAt < o.endsAt);

  verdict(place: Place, reason: boolean, except: readonly string[], window: string, now: number): Verdict {
    if (this.taken(place, except, window, now)) return "slot-taken";
    if (this.blocked(place.practitioner, place.startsAt, place.endsAt)) return "blocked";
    const inHours = open.some(([from = 0, until = 0]) => from <= place.startsAt && place.endsAt <= until);
    return inHours || reason ? "ok" : "outside-hours";
  }

  /** Takes the place; the holds that yielded to it are gone. */
  put(kept: Kept, window: string, now: number): void {
    this.kept = this.kept.filter(
      (k) => k.id !== kept.id && !(this.#meets(k, kept) && this.#yields(k, window, now)),
    );
    this.kept.push(kept);
  }

  #meets = (k: Kept, place: Place): boolean =>
    isOccupying(k.status) &&
    (k.practitioner === place.practitioner || (k.room !== null && k.room === place.room)) &&
    k.startsAt < place.busyUntil &&
    place.startsAt < k.busyUntil;

  dropHoldsOf(window: string): void {
    this.kept = this.kept.filter((k) => k.window !== window);
  }

  mayBecome = mayBecome;
}
