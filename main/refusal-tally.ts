import { countedRefusal, type RefusalCount } from "../src/health/refusals.ts";
import type { AnteroomError } from "../src/ipc/errors.ts";
import type { Clock } from "../src/time/clock.ts";
import { internalJob } from "./commands/run-command.ts";
import { addRefusals } from "./db/refusal-counts.ts";
import type { CommandQueue } from "./queue/command-queue.ts";

/**
 * Refusals since they were last written down. A refusal itself writes nothing, so they are kept here and written
 * together from time to time, when nobody waits for it.
 */
export class RefusalTally {
  readonly #counts = new Map<string, RefusalCount>();

  note(error: AnteroomError, now: number): void {
    const counted = countedRefusal(error, now);
    if (counted) this.#add({ ...counted, count: 1 });
  }

  /** Those that are not written yet. */
  get waiting(): readonly RefusalCount[] {
    return [...this.#counts.values()];
  }

  /** Writes them; what could not be written is kept for the next time. */
  async write(queue: CommandQueue, clock: Clock): Promise<void> {
    const counts = this.waiting;
    if (counts.length === 0) return;
    this.#counts.clear();
    const job = internalJob(
      "refusals.keep",
      clock,
      () => undefined,
      (unit) => addRefusals(unit.db, counts),
    );
    const answer = await queue.submit("housekeeping", job);
    if (!answer.ok) for (const count of counts) this.#add(count);
  }

  #add(counted: RefusalCount): void {
    const key = `${counted.hour} ${counted.practitionerId} ${counted.code}`;
    const before = this.#counts.get(key)?.count ?? 0;
    this.#counts.set(key, { ...counted, count: before + counted.count });
  }
}
