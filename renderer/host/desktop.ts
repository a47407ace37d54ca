import type { DesktopBridge } from "../../shared/protocol/desktop-bridge.ts";
import type { Host } from "./host.ts";
import { readFile } from "./read-file.ts";

declare global {
  interface Window {
    /** Put there by the desktop's preload; absent in a browser. */
    readonly labwright?: DesktopBridge;
  }
}

/** The desktop's bridge as a host. */
export function desktopHost(bridge: DesktopBridge): Host {
  return {
    ...bridge,
    keepsPaths: true,
    // What was dragged out of another program may have no path; then it is read as a browser would.
    openDropped: ({ files }) =>
      [...files].map((file) => bridge.openDropped(file).catch(() => readFile(file, file.name))),
    printPdf: (sheet, signal) => {
      signal.addEventListener("abort", () => void bridge.stopPrinting(), { once: true });
      return bridge.printPdf(sheet);
    },
  };
}
