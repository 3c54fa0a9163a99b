import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Import, root, sourcesOf } from "./sources.ts";

/** Imports run one way: renderer -> src <- main. A failure names the file and what it may not import. */

const isFile = ({ to }: Import): boolean => to.includes("/") && !to.startsWith("@");
const into =
  (...folders: string[]) =>
  ({ to }: Import): boolean =>
    folders.some((folder) => to.startsWith(`${folder}/`));
const said = (imports: readonly Import[]): string[] => imports.map(({ from, to }) => `${from} imports ${to}`);
const importsOf = (...folders: string[]): Import[] =>
  sourcesOf(...folders).flatMap((source) => source.imports);
const packagesOf = (...folders: string[]): Import[] => importsOf(...folders).filter((one) => !isFile(one));

test("the imports of every file are read: there are hundreds", () => {
  expect(importsOf("src", "main", "renderer").length).toBeGreaterThan(500);
});

describe("src", () => {
  test("imports nothing outside src but three packages", () => {
    const allowed = ["zod", "temporal-polyfill", "rrule-temporal"];
    const wrong = importsOf("src").filter((one) =>
      isFile(one) ? !into("src")(one) : !allowed.includes(one.to),
    );
    expect(said(wrong)).toEqual([]);
  });

  test("reckons with wall time in src/time alone, and with rules in one file", () => {
    const wrong = importsOf("src", "main", "renderer").filter(
      ({ from, to }) =>
        (to === "temporal-polyfill" && !from.startsWith("src/time/")) ||
        (to === "rrule-temporal" && from !== "src/scheduling/recurrence.ts"),
    );
    expect(said(wrong)).toEqual([]);
  });

  test("is compiled without the types of Node, Electron or a page", () => {
    const { compilerOptions } = JSON.parse(readFileSync(join(root, "src/tsconfig.json"), "utf8")) as {
      compilerOptions: { types: string[]; lib: string[] };
    };
    expect(compilerOptions.types).toEqual([]);
    expect(compilerOptions.lib.filter((lib) => /DOM|WebWorker/i.test(lib))).toEqual([]);
  });

  test("takes no time of its own: only the system clock asks what time it is", () => {
    const asks = /\bDate\.now\(|new Date\(\)|performance\.now\(|Temporal\.Now/;
    const wrong = sourcesOf("src").filter(
      ({ path, text }) => path !== "src/time/clock.ts" && asks.test(text),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

describe("renderer", () => {
  test("imports only itself and src", () => {
    const wrong = importsOf("renderer").filter((one) => isFile(one) && !into("renderer", "src")(one));
    expect(said(wrong)).toEqual([]);
  });

  test("knows neither Node, nor Electron, nor a database", () => {
    const forbidden = /^(node:.*|electron.*|better-sqlite3|drizzle-orm|temporal-polyfill|rrule-temporal)$/;
    expect(said(packagesOf("renderer").filter(({ to }) => forbidden.test(to)))).toEqual([]);
  });
});

describe("main", () => {
  test("imports only itself and src", () => {
    const wrong = importsOf("main").filter((one) => isFile(one) && !into("main", "src")(one));
    expect(said(wrong)).toEqual([]);
  });

  test("knows Electron only where it meets it", () => {
    const may = /^main\/(main|window|preload|secrets|power|printing|development-menu)\.ts$|^main\/ipc\//;
    const wrong = packagesOf("main").filter(({ from, to }) => to === "electron" && !may.test(from));
    expect(said(wrong)).toEqual([]);
  });

  test("opens databases in main/db alone, and shows no page", () => {
    const runtime = importsOf("main").filter(({ typeOnly }) => !typeOnly);
    const wrong = runtime.filter(({ from, to }) => to === "better-sqlite3" && !from.startsWith("main/db/"));
    expect(said(wrong)).toEqual([]);
    expect(said(packagesOf("main").filter(({ to }) => to.startsWith("react")))).toEqual([]);
  });

  test("speaks with other computers in main/worker alone", () => {
    const network = /^(pg|node:(net|tls|http|https|http2|dgram|dns)(\/.*)?)$/;
    const wrong = packagesOf("main").filter(
      ({ from, to, typeOnly }) => !typeOnly && network.test(to) && !from.startsWith("main/worker/"),
    );
    expect(said(wrong)).toEqual([]);
  });

  test.each([
    ["main/db", ["main/db", "src"]],
    ["main/queries", ["main/queries", "main/db", "src"]],
    ["main/queue", ["main/queue", "main/db", "src"]],
    ["main/commands", ["main/commands", "main/queries", "main/queue", "main/db", "src"]],
    ["main/reader", ["main/reader", "main/queries", "main/db", "src"]],
    // Network and nothing else: no rules beside those of src, no database of this computer.
    ["main/worker", ["main/worker", "src"]],
  ])("%s looks no further up than %s", (folder, allowed) => {
    const wrong = importsOf(folder).filter(
      (one) => isFile(one) && !into(...allowed)(one) && one.to !== "main/ids.ts",
    );
    expect(said(wrong)).toEqual([]);
  });

  test("lets commands decide by the clock they are given", () => {
    const asks = /\bDate\.now\(|new Date\(\)|systemClock/;
    const wrong = sourcesOf("main/commands", "main/queries", "main/db").filter(({ text }) => asks.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

test("nothing that is shipped imports a test", () => {
  expect(said(importsOf("src", "main", "renderer").filter(into("test")))).toEqual([]);
});

test("no two files of the domain or of the main process import each other in a circle", () => {
  const sources = sourcesOf("src", "main");
  const next = new Map(
    sources.map(({ path, imports }) => [path, imports.filter((i) => !i.typeOnly).map(({ to }) => to)]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(" -> "));
    if (done.has(path) || way.includes(path)) return;
    for (const to of next.get(path) ?? []) visit(to, [...way, path]);
    done.add(path);
  };
  for (const { path } of sources) visit(path, []);
  expect(circles).toEqual([]);
});
