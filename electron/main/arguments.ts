import { extname, resolve } from "node:path";

const EXTENSIONS = new Set([".labwright", ".labstatement", ".json"]);

/**
 * The files of ours among a command line's arguments, as absolute paths. Electron and Chromium put their own
 * switches and the app's folder in there too.
 */
export function filesIn(argv: readonly string[], folder: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith("-") && EXTENSIONS.has(extname(argument)))
    .map((argument) => resolve(folder, argument));
}
