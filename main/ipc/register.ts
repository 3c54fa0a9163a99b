import { ipcMain } from "electron";
import type { Caller } from "../commands/unit-of-work.ts";
import type { Router } from "./router.ts";
import { isTrustedSender, type SenderCheck } from "./trusted-sender.ts";
import { INVOKE } from "./wire.ts";

/** Connects the router to Electron: one IPC channel, on which the contract's channels are names. */
export function registerRouter(
  router: Router,
  check: SenderCheck,
  callerOf: (webContentsId: number) => Caller,
): void {
  ipcMain.handle(INVOKE, (event, name: unknown, input: unknown) =>
    isTrustedSender(event, check)
      ? router.call(name, input, callerOf(event.sender.id))
      : router.reject({ code: "untrusted-sender" }),
  );
}
