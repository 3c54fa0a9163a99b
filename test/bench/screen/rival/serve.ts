import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { build, preview } from "vite";

export type Served = { url: string; close: () => Promise<void> };

/** Builds the other calendar's page into a folder and serves it to this machine alone, as fast as a page can be. */
export async function serveRival(outDir: string): Promise<Served> {
  const root = import.meta.dirname;
  const shared = { root, configFile: false, logLevel: "error" } as const;
  await build({
    ...shared,
    mode: "production",
    plugins: [react()],
    build: { outDir: join(outDir, "rival"), emptyOutDir: true },
  });
  const server = await preview({
    ...shared,
    build: { outDir: join(outDir, "rival") },
    preview: { host: "127.0.0.1", port: 0 },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error("the page is not served");
  return { url, close: () => server.close() };
}
