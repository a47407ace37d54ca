import { builtinModules } from "node:module";
import { readFileSync } from "node:fs";
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

// Packages written as CommonJS ask for these even when they are bundled into a module.
const COMMONJS_NAMES = `
import { dirname as folderOf$ } from "node:path";
import { fileURLToPath as pathOf$ } from "node:url";
const __filename = pathOf$(import.meta.url), __dirname = folderOf$(__filename);
`;

/** HiGHS looks for its WebAssembly beside the bundle that it is in. */
function withHighs() {
  return {
    name: "highs",
    /** @this {import("vite").Rolldown.PluginContext} */
    generateBundle() {
      const source = readFileSync(join(ROOT, "node_modules/highs/build/highs.wasm"));
      this.emitFile({ type: "asset", fileName: "highs.wasm", source });
    },
  };
}

/**
 * A bundle for Node or Electron: one folder without node_modules, so that a package ships only dist.
 * @param {string} folder its name in dist
 * @param {Record<string, string>} input entry name → source file in electron/
 * @param {"es" | "cjs"} [format]
 * @param {import("vite").Plugin[]} [plugins]
 * @returns {Target}
 */
function nodeTarget(folder, input, format = "es", plugins = []) {
  const extension = format === "es" ? "js" : "cjs";
  return {
    name: folder,
    sources: [...COMMON, "electron"],
    config: () => ({
      configFile: false,
      root: ROOT,
      publicDir: false,
      logLevel: "warn",
      plugins,
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
            Object.entries(input).map(([entry, file]) => [entry, join(ROOT, "electron", file)]),
          ),
          external: EXTERNAL,
          output: {
            format,
            banner: format === "es" ? COMMONJS_NAMES : "",
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
  nodeTarget("main", { main: "main/main.ts" }),
  // By itself and CommonJS, so that `--require` loads it before everything else.
  nodeTarget("before-ready", { main: "main/before-ready.ts" }, "cjs"),
  // A sandboxed preload must be CommonJS.
  nodeTarget("preload", { preload: "preload/preload.ts" }, "cjs"),
  nodeTarget("daemon", {
    main: "daemon/main.ts",
    "sqlite-worker": "daemon/store/sqlite/worker.ts",
    "change-worker": "daemon/pricing/change/worker.ts",
  }),
  nodeTarget("cli", { main: "cli/main.ts" }, "es", [withHighs()]),
]);
