import { resolve, sep } from "node:path";

/**
 * What a command line asks to be opened, as absolute paths, whatever it ends with: what a file is, its content tells.
 * Electron and Chromium put their own switches, the app's folder and what it is built into in there too.
 */
export function filesIn(argv: readonly string[], folder: string, app: string): string[] {
  const isOurs = (path: string): boolean =>
    path === app || path.startsWith(`${app}${sep}dist${sep}`);
  return argv
    .slice(1)
    .filter((argument) => argument !== "" && !argument.startsWith("-"))
    .map((argument) => resolve(folder, argument))
    .filter((path) => !isOurs(path));
}
