import { BrowserWindow } from "electron";
import { err, ok } from "../src/result.ts";
import type { Answer } from "./ipc/router.ts";

/** Answers once the person has chosen a printer in the system's own dialog, or closed it. */
export async function printWindow(isAsking: (window: BrowserWindow) => boolean): Promise<Answer> {
  const window = BrowserWindow.getAllWindows().find(isAsking);
  if (!window) return err({ code: "not-printed", because: "failed" });
  const { webContents } = window;
  // The dialog of a computer without a printer offers nothing to choose.
  const printers = await webContents.getPrintersAsync();
  if (printers.length === 0) return err({ code: "not-printed", because: "no-printer" });
  return new Promise((resolve) => {
    webContents.print({ printBackground: false }, (printed, reason) => {
      const isCancelled = !printed && /cancel/i.test(reason);
      resolve(printed || isCancelled ? ok({ printed }) : err({ code: "not-printed", because: "failed" }));
    });
  });
}
