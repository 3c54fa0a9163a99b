import { ok } from "../../src/result.ts";
import type { Clock } from "../../src/time/clock.ts";
import type { Desk } from "../desk.ts";
import { fillWeeks } from "./fill-weeks.ts";
import { openPractice } from "./open-practice.ts";
import { Random } from "./random.ts";
import { spanAround } from "./span.ts";

const SEED = 2_026;
const CLIENTS = 2_000;

/** Makes the demo practice in a database that has none: the same one for the same instant, ids apart. */
export async function fillDemo(desk: Desk, clock: Clock): Promise<void> {
  const span = spanAround(clock());
  await openPractice(desk, span);
  const answer = await desk.queue?.submit("staff", {
    name: "demo.fill",
    run: (db) => {
      fillWeeks(db, new Random(SEED), span, CLIENTS);
      return { answer: ok({}) };
    },
  });
  if (!answer?.ok) throw new Error(`the demo could not be made: ${answer?.error.code ?? "no queue"}`);
}
