import type { HealthView } from "../src/ipc/views.ts";
import type { Clock } from "../src/time/clock.ts";
import type { QueueMeasurements } from "./queue/measurements.ts";

type Guarantee = HealthView["guarantee"];
type Alert = HealthView["alerts"][number];
export type Storage = HealthView["database"]["storage"];

const BACKUP_OLD_SECONDS = 26 * 3_600;
const QUEUE_SLOW_MS = 250;
/** Fewer waits than these say more about the start of the app than about its work. */
const QUEUE_SLOW_LEAST = 50;

/** What the desk knows of its own state; the queue, the self-check and the backups report to it. */
export class Health {
  guarantee: Guarantee = {
    checkedAt: null,
    constraints: false,
    probeRefused: false,
    overlaps: null,
    missing: [],
  };
  storage: Storage = "ok";
  readonly #since = new Map<Alert["code"], number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Remembers the outcome of a check; null where it could not be made. */
  proved(result: { missing: string[]; probeRefused: boolean }): boolean {
    const { missing, probeRefused } = result;
    const constraints = missing.length === 0;
    this.guarantee = { ...this.guarantee, checkedAt: this.#clock(), constraints, probeRefused, missing };
    return constraints && probeRefused;
  }

  counted(overlaps: number): void {
    this.guarantee = { ...this.guarantee, overlaps };
  }

  /** `since`: when the desk was opened. What a person has put aside for today is no alert. */
  alerts(
    queue: QueueMeasurements | undefined,
    lastBackupAt: number | null,
    since: number,
    { jump, aside }: Pick<HealthView["refusals"], "jump" | "aside">,
  ): Alert[] {
    const now = this.#clock();
    const { checkedAt, constraints, probeRefused, overlaps } = this.guarantee;
    const broken = checkedAt !== null && (!constraints || !probeRefused || (overlaps ?? 0) > 0);
    const found: [Alert["code"], boolean, number][] = [
      ["guarantee-broken", broken, overlaps ?? 0],
      ["refusals-jumped", jump !== null && !aside, jump?.count ?? 0],
      ["backup-old", now - (lastBackupAt ?? since) > BACKUP_OLD_SECONDS, 0],
      ["queue-slow", queue !== undefined && isSlow(queue), 0],
    ];
    for (const [code, is] of found) {
      if (!is) this.#since.delete(code);
      else if (!this.#since.has(code)) this.#since.set(code, now);
    }
    return found.flatMap(([code, is, count]) =>
      is ? [{ code, since: this.#since.get(code) ?? now, count }] : [],
    );
  }
}

const isSlow = (queue: QueueMeasurements): boolean =>
  queue.done >= QUEUE_SLOW_LEAST && queue.wait.view().p99Ms > QUEUE_SLOW_MS;
