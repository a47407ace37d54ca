import { join } from "node:path";
import { build } from "./build.mjs";
import { desktopObstacle, runDesktop } from "./desktop.mjs";
import { install, installElectron } from "./install.mjs";
import { onNode24 } from "./on-node-24.mjs";
import { ROOT, hasDisplay } from "./runtime.mjs";
import { say } from "./terminal.mjs";

// `npm start`: everything from a fresh clone to an open window, or an address for a browser.
// `npm start -- FILE` opens that design; `npm start -- --browser` wants no window.

await install();
onNode24();
const browser = process.argv.includes("--browser");
const parameters = process.argv.slice(2).filter((parameter) => parameter !== "--browser");
if (!browser && hasDisplay()) await installElectron();
await build();

const obstacle = browser ? "As asked" : desktopObstacle(parameters);
const outcome = obstacle === null ? await runDesktop([ROOT, ...parameters]) : obstacle;
if (outcome !== null) {
  say(`${outcome}: Labwright opens in a browser instead.`);
  const files = parameters.filter((parameter) => !parameter.startsWith("-"));
  if (files.length > 0)
    say(`Not opened: ${files.join(", ")}. A page reaches no files by itself: drop them onto it.`);
  const { serveBrowser } = await import("./browser.mjs");
  await serveBrowser(join(ROOT, "dist/daemon/main.js"));
}
