import { Activity, CalendarDays, type LucideIcon, Scale, Settings } from "lucide-react";
import type { Page } from "../store/screen.ts";

/** Every page there is, in the order of the rail: the rail and the palette are made from it. */
export const pages: readonly { page: Page; Icon: LucideIcon; atFoot?: true }[] = [
  { page: "schedule", Icon: CalendarDays },
  { page: "decisions", Icon: Scale },
  { page: "health", Icon: Activity },
  { page: "settings", Icon: Settings, atFoot: true },
];
