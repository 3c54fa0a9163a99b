import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export type Import = { from: string; to: string; typeOnly: boolean };
export type Source = { path: string; text: string; imports: Import[] };

const IMPORT = /^[ \t]*(?:import|export)\s+(type\s)?(?:[^;"']*?\sfrom\s+)?"([^"]+)"/gm;
const DYNAMIC = /\bimport\(\s*"([^"]+)"\s*\)/g;

/** `a/b.ts` for a relative import, the package's name for any other. */
function target(path: string, specifier: string): string {
  const name = specifier.replace(/\?.*$/, "");
  if (name.startsWith(".")) return normalize(join(dirname(path), name));
  return name.startsWith("@") ? name.split("/").slice(0, 2).join("/") : (name.split("/")[0] ?? name);
}

function importsOf(path: string, text: string): Import[] {
  const found = [...text.matchAll(IMPORT)].map(([, type, specifier = ""]) => ({
    from: path,
    to: target(path, specifier),
    typeOnly: type !== undefined,
  }));
  for (const [, specifier = ""] of text.matchAll(DYNAMIC))
    found.push({ from: path, to: target(path, specifier), typeOnly: false });
  return found;
}

/** Every TypeScript file of these folders, with what it imports. */
export const sourcesOf = (...folders: string[]): Source[] =>
  folders.flatMap((folder) =>
    globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root })
      .toSorted()
      .map((path) => {
        const text = readFileSync(join(root, path), "utf8");
        return { path, text, imports: importsOf(path, text) };
      }),
  );
