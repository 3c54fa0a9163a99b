import { z } from "zod";
import { appCall, command, query } from "../channel.ts";
import type { AppView, HealthView } from "../views.ts";

const nothing = z.strictObject({});

export const appChannels = {
  "app.read": appCall<AppView>()({ input: nothing }),
  /** Starts again on the generated demo practice, in a data folder of its own. */
  "app.open-demo": appCall<Record<never, never>>()({ input: nothing }),
  /** Prints what the asking window shows on paper; also where nothing can be written. False: the person thought better of it. */
  "app.print": appCall<{ printed: boolean }>()({ input: nothing, errors: ["not-printed"] }),
  "app.retry-open": appCall<AppView>()({ input: nothing }),
  /** Puts a verified backup in the place of a database that is damaged or gone; what was there is kept aside. */
  "recovery.restore": appCall<AppView>()({
    input: z.strictObject({ file: z.string().max(200) }),
    errors: ["backup-unusable"],
  }),
  /** Begins anew where there is nothing to restore; what was there is kept aside. */
  "recovery.start-empty": appCall<AppView>()({ input: nothing, errors: ["backup-unusable"] }),
  "health.read": query<HealthView>()({ reads: "short", needs: "database", input: nothing }),
  /** Proves the guarantee now: constraints, a probe double-booking, and a count of overlaps. */
  "health.check": command<{ sound: boolean }>()({
    priority: "housekeeping",
    needs: "database",
    input: nothing,
  }),
  "backups.make": appCall<{ file: string; madeAt: number }>()({
    input: nothing,
    needs: "database",
    errors: ["backup-unusable"],
  }),
};
