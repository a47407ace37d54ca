import { app, session, type WebContents } from "electron";
import { isOwnPage } from "./origin.ts";

/** Refuses whatever a page could ask of Electron that Labwright's never does. When ready, before any window opens. */
export function guardEverything(): void {
  app.on("web-contents-created", (_event, contents) => guardContents(contents));
  // Without these Electron grants every permission.
  const own = session.defaultSession;
  own.setPermissionRequestHandler((contents, permission, answer) => {
    answer(isAllowed(permission) && isOwnPage(contents.getURL()));
  });
  own.setPermissionCheckHandler(
    (_contents, permission, origin) => isAllowed(permission) && isOwnPage(origin),
  );
  own.setDevicePermissionHandler(() => false);
  own.on("will-download", (event) => event.preventDefault());
}

/** Copying to the clipboard needs this one in Chromium; reading it, or anything else, is refused. */
function isAllowed(permission: string): boolean {
  return permission === "clipboard-sanitized-write";
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.on("will-navigate", (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => {
    if (!event.isMainFrame || !isOwnPage(event.url)) event.preventDefault();
  });
  contents.on("will-attach-webview", (event) => event.preventDefault());
}
