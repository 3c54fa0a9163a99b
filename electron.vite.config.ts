import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

export default defineConfig({
  main: {
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
    build: { rolldownOptions: { input: join(import.meta.dirname, "renderer/index.html") } },
  },
});
