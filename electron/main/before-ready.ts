import { app, protocol } from "electron";
import { SCHEME } from "./scheme.ts";

const DONE = Symbol.for("labwright.before-ready");

// What Electron takes only before it is ready. main imports it first; it is also a bundle of its own, for
// an Electron that loads the app late: that is started with `--require` of it. Once is enough, twice fails.
if (!Reflect.has(globalThis, DONE)) {
  Reflect.set(globalThis, DONE, true);
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  // As root Chromium has no sandbox to enable; `npm start` asks before it goes without.
  if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
}
