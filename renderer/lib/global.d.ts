import type { AnteroomApi } from "../../src/ipc/contract.ts";

declare global {
  interface Window {
    readonly anteroom: AnteroomApi;
  }
}
