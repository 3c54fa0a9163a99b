import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Migration, migrationsFrom } from "./migrate.ts";

/** The migrations as they lie in the sources, for tests and the bench; the built app bundles them. */
export function migrationsOfFolder(
  folder: string = fileURLToPath(new URL("../../migrations/local", import.meta.url)),
): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  return migrationsFrom(
    Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")])),
  );
}
