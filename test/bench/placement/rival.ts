import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Names a program and its flags; it is given a pool and a wish in assign's format, in this order. */
export const RIVAL_VARIABLE = "LABWRIGHT_PLACEMENT_RIVAL";

/** Patience with another program. */
const TIMEOUT_MS = 120_000;

/** What another solver makes of the same input, in words; nothing when none is named. */
export function rivalOn(top: string, ptop: string): string | undefined {
  const [program, ...flags] = (process.env[RIVAL_VARIABLE] ?? "").split(" ").filter(Boolean);
  if (program === undefined) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), "labwright-rival-"));
  try {
    const files = { "pool.ptop": ptop, "wanted.top": top };
    for (const [name, text] of Object.entries(files))
      writeFileSync(path.join(folder, name), `${text}\n`);
    const start = performance.now();
    const { status, stdout } = spawnSync(program, [...flags, ...Object.keys(files)], {
      cwd: folder,
      encoding: "utf8",
      timeout: TIMEOUT_MS,
      maxBuffer: 1 << 28,
    });
    const took = Math.round(performance.now() - start);
    const violations = /violations:\s*(\d+)/iu.exec(stdout)?.[1] ?? "unknown";
    return `${path.basename(program)}: ${took} ms, exit ${status}, violations ${violations}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
