// Only Chromium has these; the rest of the DOM's file types is in TypeScript's library.
declare global {
  interface Window {
    showOpenFilePicker?(options: object): Promise<FileSystemFileHandle[]>;
    showSaveFilePicker?(options: object): Promise<FileSystemFileHandle>;
  }
  interface DataTransferItem {
    getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
  }
  interface FileSystemHandle {
    requestPermission?(options: { mode: "read" | "readwrite" }): Promise<PermissionState>;
  }
}

/** A file that the user chose; without a handle it can be read once and never be written. */
export interface PickedFile {
  readonly file: File;
  readonly handle: FileSystemFileHandle | null;
}

/** How a browser asks for files; null: cancelled. */
export interface FilePickers {
  /** True where files can be written in place; else saving is a download. */
  readonly writes: boolean;
  open(): Promise<PickedFile | null>;
  save(request: {
    readonly suggestedName: string;
    readonly title: string;
    readonly extension: string;
    readonly mediaType: string;
  }): Promise<FileSystemFileHandle | null>;
  download(name: string, content: Blob): void;
}

const OPENED_TYPES = [
  {
    description: "Labwright design or statement",
    accept: { "application/json": [".json", ".labwright", ".labstatement"] },
  },
] as const;

/** The browser's own dialogs: real files where it has the File System Access API, else upload and download. */
export function browserPickers(page: Window): FilePickers {
  return {
    writes: page.showSaveFilePicker !== undefined,
    async open() {
      if (page.showOpenFilePicker === undefined) return upload(page.document);
      const chosen = await orCancelled(() => page.showOpenFilePicker?.({ types: OPENED_TYPES }));
      const handle = chosen?.[0];
      return handle === undefined ? null : { file: await handle.getFile(), handle };
    },
    async save({ suggestedName, title, extension, mediaType }) {
      const types = [{ description: title, accept: { [mediaType]: [`.${extension}`] } }];
      return (await orCancelled(() => page.showSaveFilePicker?.({ suggestedName, types }))) ?? null;
    },
    download(name, content) {
      const address = URL.createObjectURL(content);
      const anchor = page.document.createElement("a");
      anchor.href = address;
      anchor.download = name;
      anchor.click();
      URL.revokeObjectURL(address);
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

/** Asks for a file by the oldest means there is. */
function upload(page: Document): Promise<PickedFile | null> {
  const input = page.createElement("input");
  input.type = "file";
  return new Promise((resolve) => {
    input.addEventListener("cancel", () => {
      resolve(null);
    });
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      resolve(file === undefined ? null : { file, handle: null });
    });
    input.click();
  });
}
