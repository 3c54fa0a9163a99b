import type { Clock } from "../../src/time/clock.ts";
import type { Desk } from "../desk.ts";

export async function fillDemo(_desk: Desk, _clock: Clock): Promise<void> {}
