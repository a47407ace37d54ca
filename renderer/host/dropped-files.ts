import type { PickedFile } from "./file-pickers.ts";

/**
 * The files of a drop, with the way back to each where the browser gives one. Everything is asked for at
 * once: after the event the browser has forgotten the drop.
 */
export function droppedFiles({ items }: DataTransfer): readonly Promise<PickedFile>[] {
  return [...items].flatMap((item) => {
    const file = item.kind === "file" ? item.getAsFile() : null;
    if (file === null) return [];
    const handle = item.getAsFileSystemHandle?.() ?? Promise.resolve(null);
    return [
      handle.then(
        (found): PickedFile => ({ file, handle: isFile(found) ? found : null }),
        () => ({ file, handle: null }),
      ),
    ];
  });
}

function isFile(handle: FileSystemHandle | null): handle is FileSystemFileHandle {
  return handle?.kind === "file";
}
