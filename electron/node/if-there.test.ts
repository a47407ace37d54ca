import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ifThere } from "./if-there.ts";

test("a file that is not there is something else, one that cannot be read is an error", async () => {
  const missing = join(tmpdir(), "labwright-no-such-file");
  expect(await ifThere(readFile(missing, "utf8"), "none")).toBe("none");
  await expect(ifThere(readFile(tmpdir(), "utf8"), "none")).rejects.toMatchObject({
    code: "EISDIR",
  });
});
