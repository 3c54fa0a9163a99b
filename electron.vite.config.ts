import { readFileSync } from "node:fs";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

const { devDependencies } = JSON.parse(readFileSync(join(import.meta.dirname, "package.json"), "utf8"));

export default defineConfig({
  main: {
    define: { __CURRENT_ELECTRON__: JSON.stringify(devDependencies.electron) },
    build: {
      externalizeDeps: { include: ["better-sqlite3"] },
      rolldownOptions: {
        input: { index: "main/main.ts" },
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name].js" },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed window's preload must be one CommonJS file with everything inside.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: "main/preload.ts" },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: "renderer",
    plugins: [react()],
    build: { minify: true, rolldownOptions: { input: join(import.meta.dirname, "renderer/index.html") } },
  },
});
