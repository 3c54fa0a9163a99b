/// <reference types="vite/types/importMeta.d.ts" />
import { migrationsFrom } from "./migrate.ts";

/** The migrations, put into the bundle as text when the app is built. Only main.ts may import this. */
export const bundledMigrations = migrationsFrom(
  import.meta.glob<string>("../../migrations/local/*.sql", { query: "?raw", import: "default", eager: true }),
);
