import { contextBridge, ipcRenderer, webUtils } from "electron";
import type { DesktopBridge } from "../../shared/protocol/desktop-bridge.ts";

// Named verbs and nothing else: the page never sees ipcRenderer, an event object or a channel name.

async function call<T>(verb: string, argument?: unknown): Promise<T> {
  // The gateway in main checks the sender and the argument, and answers what the verb promises.
  return (await ipcRenderer.invoke(`labwright:${verb}`, argument)) as T;
}

/** Hands on a message's value, never Electron's event object. */
function listen(message: string, listener: (value: never) => void): () => void {
  const channel = `labwright:${message}`;
  const forward = (_event: unknown, value: unknown): void => listener(value as never);
  ipcRenderer.on(channel, forward);
  return () => ipcRenderer.off(channel, forward);
}

const bridge: DesktopBridge = {
  platform: process.platform,
  openFile: () => call("openFile"),
  openRecent: (path) => call("openRecent", path),
  openDropped: (file) => call("openDropped", webUtils.getPathForFile(file as never)),
  closeFile: (path) => call("closeFile", path),
  saveFile: (request) => call("saveFile", request),
  exportFile: (request) => call("exportFile", request),
  printPdf: (sheet) => call("printPdf", sheet),
  stopPrinting: () => call("stopPrinting"),
  listVersions: (file) => call("listVersions", file),
  keepVersion: (request) => call("keepVersion", request),
  readVersion: (request) => call("readVersion", request),
  removeVersions: (request) => call("removeVersions", request),
  moveVersions: (request) => call("moveVersions", request),
  newWindow: () => call("newWindow"),
  saveDraft: (draft) => call("saveDraft", draft),
  discardDraft: (id) => call("discardDraft", id),
  recoverDrafts: () => call("recoverDrafts"),
  settings: () => call("settings"),
  changeSettings: (change) => call("changeSettings", change),
  daemonTicket: () => call("daemonTicket"),
  setDocumentState: (state) => void call("setDocumentState", state),
  onMenuCommand: (listener) => listen("menuCommand", listener),
  onDaemonChange: (listener) => listen("daemonChange", listener),
  onOpenFiles: (listener) => listen("openFiles", listener),
  onFileChange: (listener) => listen("fileChange", listener),
};

contextBridge.exposeInMainWorld("labwright", bridge);
