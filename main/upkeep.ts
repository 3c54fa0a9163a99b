import { err, ok } from "../src/result.ts";
import type { Clock } from "../src/time/clock.ts";
import { backupDue, backupsInBrief } from "./db/backups.ts";
import type { Log } from "./db/opened-desk.ts";
import { isDamage, messageOf } from "./db/sqlite-errors.ts";
import type { Health } from "./health.ts";
import type { Answer } from "./ipc/router.ts";
import type { Reader } from "./reader/reader.ts";

const BACKUP_CHECK_MS = 3_600_000;

export type UpkeepOptions = {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly health: Health;
  /** The reader threads, while a database is open for writing. */
  readonly threads: () => Reader | undefined;
  /** Whether there is a practice to be backed up. */
  readonly isReady: () => boolean;
  readonly onDamage: (problem: string) => Promise<void>;
  /** Health looks different now. */
  readonly tell: () => void;
};

/** Backups and checks of the whole database: made in the housekeeping thread, so that no booking waits for them. */
export class Upkeep {
  readonly #options: UpkeepOptions;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: UpkeepOptions) {
    this.#options = options;
  }

  start(): void {
    this.stop();
    this.#timer = setInterval(() => void this.backUpIfDue(), BACKUP_CHECK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** A verified copy. */
  async makeBackup(): Promise<Answer> {
    const { threads, clock, tell, log, onDamage } = this.#options;
    const reader = threads();
    if (!reader) return err({ code: "not-ready" });
    try {
      const { file, madeAt } = await reader.ask("makeBackup", { now: clock() });
      tell();
      return ok({ file, madeAt });
    } catch (error) {
      log("backup-failed", { error: messageOf(error) });
      if (isDamage(error)) await onDamage(messageOf(error));
      return err({ code: "backup-unusable", file: "", problem: messageOf(error) });
    }
  }

  async backUpIfDue(): Promise<void> {
    const { dataDir, clock, isReady } = this.#options;
    if (isReady() && backupDue(clock(), backupsInBrief(dataDir, clock()).lastAt)) await this.makeBackup();
  }

  async countOverlaps(): Promise<void> {
    const { threads, health, log, onDamage, tell } = this.#options;
    try {
      const overlaps = await threads()?.ask("countOverlaps", undefined);
      if (overlaps !== undefined) health.counted(overlaps);
    } catch (error) {
      log("overlaps-not-counted", { error: messageOf(error) });
      if (isDamage(error)) await onDamage(messageOf(error));
    }
    tell();
  }

  /** Reads the whole file; then sees to it that a backup exists. */
  async checkWhole(): Promise<void> {
    const { threads, onDamage } = this.#options;
    const problems = await threads()?.ask("checkWhole", undefined);
    if (problems?.[0]) return onDamage(problems[0]);
    await this.backUpIfDue();
  }
}
