import type { DesktopBridge } from "../../shared/protocol/desktop-bridge.ts";
import type { Host } from "./host.ts";

declare global {
  interface Window {
    /** Put there by the desktop's preload; absent in a browser. */
    readonly labwright?: DesktopBridge;
  }
}

/** The desktop's bridge as a host. */
export function desktopHost(bridge: DesktopBridge): Host {
  return {
    keepsPaths: true,
    openFile: () => bridge.openFile(),
    openRecent: (path) => bridge.openRecent(path),
    saveFile: (request) => bridge.saveFile(request),
    saveDraft: (draft) => bridge.saveDraft(draft),
    discardDraft: (id) => bridge.discardDraft(id),
    recoverDrafts: () => bridge.recoverDrafts(),
    settings: () => bridge.settings(),
    changeSettings: (change) => bridge.changeSettings(change),
    setDocumentState: (state) => {
      bridge.setDocumentState(state);
    },
    onMenuCommand: (listener) => bridge.onMenuCommand(listener),
    onOpenFile: (listener) => bridge.onOpenFile(listener),
  };
}
