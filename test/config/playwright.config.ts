import { defineConfig } from "@playwright/test";
import { fileURLToPath } from "node:url";

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * What the desktop app does in its own way: files, the daemon it brings along, windows, its own printing; and one
 * whole journey, from a drawing to real containers and back. The page itself is the same in both.
 */
const ON_THE_DESKTOP = /desktop-\S*\.e2e\.ts|@desktop/;
const ONLY_THERE = ["**/desktop-*.e2e.ts", "**/lxd-journey.e2e.ts"];

/**
 * Of what Chromium has of its own around a page: the list below its address bar and a process ahead of the next site
 * are never seen here, and take a second of the processor for each window. The others are those that Playwright
 * switches off: of two such lists Chromium takes the last.
 */
const WITHOUT = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "SpareRendererForSitePerProcess",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "TcpPortRandomizationWin",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];

/** Journeys in real Chromium and in the real desktop app; test/e2e/support knows the difference. */
export default defineConfig({
  testDir: at("test/e2e"),
  testMatch: "**/*.e2e.ts",
  outputDir: at("test/results/e2e"),
  // Nothing is retried: what fails now and then is broken.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env["CI"] === "true",
  use: {
    actionTimeout: 30_000,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    // It takes a quarter of the processor. To look closer at a failure: --trace retain-on-failure.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: "/usr/bin/chromium",
      // As root Chromium has no sandbox; the tests of the packaged app assert the app's own.
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        `--disable-features=${WITHOUT.join(",")}`,
      ],
    },
  },
  projects: [
    { name: "chromium", testIgnore: ONLY_THERE },
    { name: "electron", grep: ON_THE_DESKTOP },
  ],
});
