import { openWriter } from "../../../main/db/connection.ts";
import { databaseFileOf } from "../../../main/db/data-folder.ts";
import { migrate } from "../../../main/db/migrate.ts";
import { migrationsOfFolder } from "../../../main/db/migrations-of-folder.ts";
import { writeSetting } from "../../../main/db/settings.ts";
import { CommandQueue } from "../../../main/queue/command-queue.ts";
import { ok } from "../../../src/result.ts";

/** A process of its own that writes until it may write no more, and says what was accepted. */
const [, , dataDir = "", count = "0"] = process.argv;
const db = openWriter(databaseFileOf(dataDir), { mustExist: false });
migrate(db, migrationsOfFolder());
const queue = new CommandQueue({ db, clock: () => 0, onUnexpected: (_name, error) => String(error) });
const large = "x".repeat(20_000);
const answers = await Promise.all(
  Array.from({ length: Number(count) }, async (_, index) => {
    const key = `k${String(index).padStart(4, "0")}`;
    const run = (on: typeof db) => {
      writeSetting(on, key, large);
      return { answer: ok({}) };
    };
    const answer = await queue.submit("booking", { name: key, run });
    return { key, code: answer.ok ? "ok" : answer.error.code };
  }),
);
process.stdout.write(JSON.stringify(answers));
// As a crash would: nothing is closed.
process.exit(0);
