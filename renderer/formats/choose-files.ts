import type { Result } from "../../shared/base/result.ts";
import type { OpenedFile } from "../../shared/protocol/desktop-bridge.ts";
import { readFile } from "../host/read-file.ts";

/**
 * Asks for files of other programs: any number, of any name. The page's own way serves the desktop as well;
 * what is imported is only read, so nobody needs the way back to it.
 */
export function chooseFiles(page: Document): Promise<readonly Result<OpenedFile>[]> {
  const input = page.createElement("input");
  input.type = "file";
  input.multiple = true;
  return new Promise((resolve) => {
    input.addEventListener("cancel", () => {
      resolve([]);
    });
    input.addEventListener("change", () => {
      const files = [...(input.files ?? [])];
      resolve(Promise.all(files.map((file) => readFile(file, file.name))));
    });
    input.click();
  });
}
