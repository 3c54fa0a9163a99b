import { dayOf } from "../../src/time/zoned-day.ts";
import { useFormats } from "../fields/index.ts";
import { useNow } from "../lib/use-now.ts";

/** The practice's calendar day, also after midnight has passed over an open window. */
export function useToday(): string {
  return dayOf(useFormats().zone, useNow());
}
