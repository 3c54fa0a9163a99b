import { expect, test } from "vitest";
import { channelNames, eventNames, isChannel } from "../../src/ipc/contract.ts";
import { sourcesOf } from "./sources.ts";

/** One contract for the boundary: raw IPC in one place, and no name beside it that the contract does not have. */

const everywhere = sourcesOf("src", "main", "renderer");
/** `path:line` of what matches, so that a failure can be clicked. */
const places = (sources: typeof everywhere, pattern: RegExp): string[] =>
  sources.flatMap(({ path, text }) =>
    text
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );

test("raw IPC is used in the router's registration and in the preload, nowhere else", () => {
  const raw = /\bipcMain\b|\bipcRenderer\b|\bcontextBridge\b|\bMessageChannelMain\b/;
  const may = ["main/ipc/register.ts", "main/preload.ts"];
  expect(
    places(
      everywhere.filter(({ path }) => !may.includes(path)),
      raw,
    ),
  ).toEqual([]);
});

test("windows are sent to in one place, under the wire's own names", () => {
  const sending = places(everywhere, /webContents\.send\(/);
  expect(sending).toHaveLength(1);
  expect(sending[0]).toMatch(/^main\/main\.ts.*EVENT/);
  const names = places(everywhere, /"anteroom:[^"]*"/);
  expect(names.map((place) => place.split(":")[0])).toEqual(["main/ipc/wire.ts", "main/ipc/wire.ts"]);
});

test("the window asks in one file and listens in another", () => {
  const files = everywhere.filter(({ text }) => /window\.anteroom\b/.test(text)).map(({ path }) => path);
  const callers = everywhere.filter(({ text }) => /anteroom\.invoke\(/.test(text)).map(({ path }) => path);
  expect(callers).toEqual(["renderer/lib/api.ts"]);
  expect(files.filter((path) => path.startsWith("renderer/"))).toEqual([
    ...callers,
    "renderer/queries/events.ts",
  ]);
});

test("whatever is written like a channel's name is one", () => {
  const families = [...new Set(channelNames.map((name) => name.split(".")[0]))].join("|");
  const looksLike = new RegExp(`["'\`]((?:${families})\\.[a-z-]+)["'\`]`, "g");
  /** Jobs of the app's own: they are in the history beside commands, but nobody can call them. */
  const internal = ["blocks.extend", "sharing.offer-missing"];
  const unknown = everywhere.flatMap(({ path, text }) =>
    [...text.matchAll(looksLike)].flatMap(([, name = ""]) =>
      isChannel(name) || internal.includes(name) ? [] : [`${path}: ${name}`],
    ),
  );
  expect(unknown).toEqual([]);
});

test("names are defined once: each channel and event has one line in the contract", () => {
  const contract = everywhere.filter(({ path }) => path.startsWith("src/ipc/"));
  for (const name of channelNames)
    expect([name, places(contract, new RegExp(`^  "${name}": (query|command|appCall)`)).length]).toEqual([
      name,
      1,
    ]);
  expect(eventNames).toHaveLength(new Set(eventNames).size);
});
