import { builtinModules } from "node:module";
import { join } from "node:path";
import { ROOT } from "./runtime.mjs";

/**
 * One bundle of `dist/`.
 * @typedef {object} Target
 * @property {string} name its folder in dist
 * @property {string[]} sources files and folders that it is made of; it is stale when their content changed
 * @property {() => import("vite").InlineConfig} config
 */

const COMMON = ["shared", "assets", "package-lock.json", "electron/launch/targets.mjs"];

// Electron and Node come with the runtime; pg-native is pg's optional C binding, which we never use.
const EXTERNAL = ["electron", "pg-native", ...builtinModules, /^node:/];

/**
 * A bundle for Node or Electron: one folder without node_modules, so that a package ships only dist.
 * @param {string} folder in electron/, and its name in dist
 * @param {Record<string, string>} input entry name → source file
 * @param {"es" | "cjs"} [format]
 * @returns {Target}
 */
function nodeTarget(folder, input, format = "es") {
  const extension = format === "es" ? "js" : "cjs";
  return {
    name: folder,
    sources: [...COMMON, "electron/node", `electron/${folder}`],
    config: () => ({
      configFile: false,
      root: ROOT,
      publicDir: false,
      logLevel: "warn",
      ssr: { noExternal: true, target: "node" },
      build: {
        ssr: true,
        // Electron 33's Node, the oldest that any of this runs on.
        target: "node20",
        outDir: join(ROOT, "dist", folder),
        emptyOutDir: true,
        minify: false,
        sourcemap: true,
        rolldownOptions: {
          input: Object.fromEntries(
            Object.entries(input).map(([entry, file]) => [
              entry,
              join(ROOT, "electron", folder, file),
            ]),
          ),
          external: EXTERNAL,
          output: {
            format,
            entryFileNames: `[name].${extension}`,
            chunkFileNames: `chunks/[name]-[hash].${extension}`,
          },
        },
      },
    }),
  };
}

/** Everything that `npm run build` makes. */
export const TARGETS = /** @type {Target[]} */ ([
  {
    name: "renderer",
    sources: [...COMMON, "renderer"],
    config: () => ({
      configFile: join(ROOT, "renderer/vite.config.ts"),
      logLevel: "warn",
      build: { outDir: join(ROOT, "dist/renderer"), emptyOutDir: true },
    }),
  },
  nodeTarget("main", { main: "main.ts" }),
  // A sandboxed preload must be CommonJS.
  nodeTarget("preload", { preload: "preload.ts" }, "cjs"),
  nodeTarget("daemon", { main: "main.ts", worker: "store/sqlite/worker.ts" }),
  nodeTarget("cli", { main: "main.ts" }),
]);
