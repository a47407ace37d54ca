import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const LABWRIGHT = fileURLToPath(new URL("labwright.mjs", import.meta.url));

test("output that nobody reads any more ends the command without a word", async () => {
  const child = spawn(process.execPath, [LABWRIGHT, "rules"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  expect(said).toBe("");
  expect(code).toBe(0);
});
