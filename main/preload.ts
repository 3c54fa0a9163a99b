import { contextBridge, ipcRenderer } from "electron";
import { channelNames, eventNames } from "../src/ipc/contract.ts";
import { EVENT, INVOKE } from "./ipc/wire.ts";

const channels: ReadonlySet<string> = new Set(channelNames);
const events: ReadonlySet<string> = new Set(eventNames);
const listeners = new Map<string, Set<(data: unknown) => void>>();

ipcRenderer.on(EVENT, (_event, name: string, data: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(data);
});

/** `window.anteroom`: the contract's channels and events, and nothing else of Electron. */
contextBridge.exposeInMainWorld("anteroom", {
  invoke: (channel: string, input: unknown): Promise<unknown> =>
    channels.has(channel)
      ? ipcRenderer.invoke(INVOKE, channel, input)
      : Promise.resolve({ ok: false, error: { code: "unknown-channel" } }),
  on: (event: string, listener: (data: unknown) => void): (() => void) => {
    if (!events.has(event)) throw new Error(`no event is called ${event}`);
    const own = listeners.get(event) ?? new Set();
    listeners.set(event, own.add(listener));
    return () => own.delete(listener);
  },
});
