import { hostName } from "../design/host-name.ts";

/** A file's name made of a design's, with the format's usual ending. */
export function fileName(name: string, extension: string): string {
  return `${hostName(name) || "design"}.${extension}`;
}

/** What a source is called where it does not say so itself: its file's name up to the first dot. */
export function nameOfFile(file: string): string {
  const base = file.split(/[/\\]/).at(-1) ?? "";
  return base.replace(/\..*$/s, "") || "Imported";
}
