import type { OpenedFile } from "../../shared/protocol/desktop-bridge.ts";

/** Asks for a file by the oldest means there is; null when the user cancels. */
export function fileOpen(page: Document): Promise<OpenedFile | null> {
  const input = page.createElement("input");
  input.type = "file";
  input.accept = ".json,application/json";
  return new Promise((resolve) => {
    input.addEventListener("cancel", () => {
      resolve(null);
    });
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      resolve(file === undefined ? null : readFile(file));
    });
    input.click();
  });
}

export async function readFile(file: File): Promise<OpenedFile> {
  return { path: file.name, text: await file.text() };
}
