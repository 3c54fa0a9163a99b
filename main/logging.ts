import { join } from "node:path";
import log from "electron-log/node";
import type { Log } from "./db/opened-desk.ts";

/** Events and codes to a file in the data folder that starts anew at 2 MB. Nothing about clients is ever given to it. */
export function openLog(dataDir: string): Log {
  log.transports.file.resolvePathFn = () => join(dataDir, "logs", "anteroom.log");
  log.transports.file.maxSize = 2 * 1024 * 1024;
  log.transports.file.level = "info";
  log.transports.console.level = process.env["ANTEROOM_LOG"] === "console" ? "info" : false;
  return (event, details) => log.info(event, details === undefined ? "" : JSON.stringify(details));
}
