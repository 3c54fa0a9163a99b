/// <reference types="vite/types/importMeta.d.ts" />
import { migrationsFrom } from "./migrate.ts";

/** The shared server's, for whoever prepares one. */
export const bundledSharedMigrations = migrationsFrom(
  import.meta.glob<string>("../../migrations/shared/*.sql", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);

/** The migrations, put into the bundle as text when the app is built. Only main.ts may import this. */
export const bundledMigrations = migrationsFrom(
  import.meta.glob<string>("../../migrations/local/*.sql", { query: "?raw", import: "default", eager: true }),
);
