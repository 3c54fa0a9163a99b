import type { HealthView } from "../../src/ipc/views.ts";
import type { DeskInfo, PracticeChecked } from "../../src/sync/protocol.ts";
import { Recent } from "../queue/measurements.ts";
import type { Exchanged } from "./supervisor-exchange.ts";

type SharingHealth = NonNullable<HealthView["sharing"]>;

/** What sharing knows about itself since the app was started; read by the Health page and the settings. */
export class SharingMeasurements {
  readonly #push = new Recent();
  readonly #pull = new Recent();
  head = 0;
  skewSeconds: number | null = null;
  desks: readonly DeskInfo[] = [];
  lastExchangeAt: number | null = null;
  #server: SharingHealth["server"] = null;

  exchanged({ reply, pushMs, pullMs }: Exchanged, now: number): void {
    if (pushMs !== null) this.#push.add(pushMs);
    if (pullMs !== null) this.#pull.add(pullMs);
    this.head = reply.head;
    this.skewSeconds = now - reply.serverTime;
    this.desks = reply.desks;
    this.lastExchangeAt = now;
  }

  checked({ overlaps, gaps }: PracticeChecked, now: number): void {
    this.#server = { overlaps, gaps, checkedAt: now };
  }

  view(): Omit<SharingHealth, "position" | "troubled"> {
    const { head, skewSeconds } = this;
    return { push: this.#push.view(), pull: this.#pull.view(), head, skewSeconds, server: this.#server };
  }
}
