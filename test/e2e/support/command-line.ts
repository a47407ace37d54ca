import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import { inClone } from "./paths.ts";

/** Runs the command line on the data of a daemon of this machine; what it prints. Throws what it says where it fails. */
export async function commandLine(data: string, ...words: readonly string[]): Promise<string> {
  const parameters = [inClone("electron/cli/labwright.mjs"), ...words, "--data", data];
  const { stdout } = await promisify(execFile)(process.execPath, parameters);
  return stdout;
}

/** The token that a command makes, for whoever comes in with it. */
export async function newToken(data: string, ...words: readonly string[]): Promise<string> {
  const printed: unknown = JSON.parse(await commandLine(data, ...words, "--json"));
  return z.object({ secret: z.string() }).parse(printed).secret;
}
