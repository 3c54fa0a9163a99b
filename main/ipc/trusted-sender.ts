import type { IpcMainInvokeEvent } from "electron";

export type SenderCheck = { origin: string; isOwnWindow: (webContentsId: number) => boolean };

/** Only the top frame of one of our windows, showing our own page, may call: checked before anything is parsed. */
export function isTrustedSender(event: IpcMainInvokeEvent, check: SenderCheck): boolean {
  const frame = event.senderFrame;
  if (!frame || frame.parent !== null) return false;
  if (frame !== event.sender.mainFrame) return false;
  return frame.origin === check.origin && check.isOwnWindow(event.sender.id);
}
