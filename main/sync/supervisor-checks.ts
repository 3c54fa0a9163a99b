import type { SharingMeasurements } from "./supervisor-measurements.ts";
import { type Sides, shareOf } from "./supervisor-session.ts";
import { checkDelay } from "./supervisor-timing.ts";

/** Nobody learns more from asking oftener, and the server reads all rows for it. */
const LEAST_MS_BETWEEN = 600_000;

/** When the server is asked to audit the practice: hourly, at the start, and at once when a person wants to know. */
export class PracticeChecks {
  /** Answers whether the server could be asked. */
  readonly #ask: () => Promise<boolean>;
  #askedAt = -Infinity;
  #asking: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(ask: () => Promise<boolean>) {
    this.#ask = ask;
  }

  start(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.start();
      void this.check(false);
    }, checkDelay(Math.random));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async check(byPerson: boolean): Promise<void> {
    if (!byPerson && performance.now() - this.#askedAt < LEAST_MS_BETWEEN) return;
    this.#asking ??= this.#check().finally(() => {
      this.#asking = undefined;
    });
    await this.#asking;
  }

  async #check(): Promise<void> {
    const askedAt = performance.now();
    if (await this.#ask()) this.#askedAt = askedAt;
  }
}

/** The same audit as on the desk, on the server. Answers whether it could be asked. */
export async function auditPractice(
  { local, link, log }: Sides,
  measured: SharingMeasurements,
): Promise<boolean> {
  try {
    const share = shareOf(local.reader);
    measured.checked(await link.call(share, "check_practice", { fence: share.fence }), local.clock());
    return true;
  } catch (error) {
    log("practice-not-checked", { error: error instanceof Error ? error.message : String(error) });
    return false;
  }
}
