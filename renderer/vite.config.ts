import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The page for Electron and the browser: relative addresses, and nothing inline that a strict CSP would refuse. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: "../dist/renderer",
    emptyOutDir: true,
    target: "chrome130",
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      // HiGHS asks for it in Node alone; here that is no news.
      onLog(level, log, handle) {
        if (!/"node:module" has been externalized.*highs/.test(log.message)) handle(level, log);
      },
    },
  },
});
