import { createHash } from "node:crypto";
import { homedir, tmpdir, userInfo } from "node:os";
import { join, resolve } from "node:path";

/** A Unix socket's address has 107 bytes on Linux and 103 on macOS. */
const LONGEST_SOCKET_PATH = 100;

/** Where a daemon keeps everything unless it is told otherwise. */
export function defaultDataDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  const { LABWRIGHT_DATA, XDG_DATA_HOME, LOCALAPPDATA } = environment;
  if (LABWRIGHT_DATA) return resolve(LABWRIGHT_DATA);
  if (process.platform === "win32")
    return join(LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "Labwright");
  if (process.platform === "darwin")
    return join(homedir(), "Library", "Application Support", "Labwright");
  return join(XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "labwright");
}

/**
 * The Unix socket by which the CLI of the same user speaks with the daemon of this data directory; null on
 * Windows, where Node cannot keep others off a named pipe.
 */
export function localSocketPath(dataDirectory: string): string | null {
  if (process.platform === "win32") return null;
  const beside = join(resolve(dataDirectory), "daemon.sock");
  if (Buffer.byteLength(beside) <= LONGEST_SOCKET_PATH) return beside;
  const short = createHash("sha256").update(resolve(dataDirectory)).digest("hex").slice(0, 16);
  return join(tmpdir(), `labwright-${userInfo().uid}-${short}`, "daemon.sock");
}
