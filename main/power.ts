import { powerMonitor } from "electron";

/** After the computer has slept. */
export const onWake = (act: () => void): void => void powerMonitor.on("resume", act);
