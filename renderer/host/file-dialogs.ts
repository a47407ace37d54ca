import { fileOpen } from "./file-input.ts";
import type { FileDialogs } from "./browser.ts";

// Only Chromium has these; the rest of the DOM's file types is in TypeScript's library.
interface FilePickers {
  showOpenFilePicker?(options: object): Promise<FileSystemFileHandle[]>;
  showSaveFilePicker?(options: object): Promise<FileSystemFileHandle>;
}

const TYPES = [
  { description: "Labwright design", accept: { "application/json": [".json"] } },
] as const;

/** File dialogs of the browser: real files where it has the File System Access API, else upload and download. */
export function browserFileDialogs(page: Window & FilePickers): FileDialogs {
  // Files by the name shown for them; a page never learns real paths.
  const handles = new Map<string, FileSystemFileHandle>();
  return {
    async open() {
      if (page.showOpenFilePicker === undefined) return fileOpen(page.document);
      const handle = await orCancelled(() => page.showOpenFilePicker?.({ types: TYPES }));
      const file = handle?.[0];
      if (file === undefined) return null;
      handles.set(file.name, file);
      return { path: file.name, text: await (await file.getFile()).text() };
    },
    async save({ path, suggestedName, text, choose }) {
      if (page.showSaveFilePicker === undefined) return download(page, path ?? suggestedName, text);
      const known = path === null || choose === true ? undefined : handles.get(path);
      const handle =
        known ??
        (await orCancelled(() => page.showSaveFilePicker?.({ suggestedName, types: TYPES })));
      if (handle === undefined) return null;
      // A writable replaces the file only when it is closed, so a crash half way leaves the old one.
      const writable = await handle.createWritable();
      await writable.write(text);
      await writable.close();
      handles.set(handle.name, handle);
      return { path: handle.name };
    },
  };
}

/** The browser rejects with AbortError when the user closes the dialog. */
async function orCancelled<T>(ask: () => Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    throw error;
  }
}

function download(page: Window, name: string, text: string): { path: string } {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const anchor = page.document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(address);
  return { path: name };
}
