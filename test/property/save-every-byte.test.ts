import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cutter } from "../support/cut-writes.ts";
import { writeAtomically } from "../../electron/main/atomic-file.ts";
import { openDrafts } from "../../electron/main/drafts.ts";
import { readTextFile } from "../../electron/node/text-file.ts";
import type { Design } from "../../shared/design/design.ts";
import { emptyDesign } from "../../shared/design/design.ts";
import { printDesign } from "../../shared/design/print.ts";
import { readDesign } from "../../shared/design/read.ts";
import { salvageDesign } from "../../shared/design/salvage/salvage.ts";

// A save stopped dead at every single byte, and between every two steps, as by a kill or a power cut.

const node = (name: string): Design["nodes"][string] => ({
  kind: "machine",
  name,
  count: 1,
  position: { x: 0, y: 0 },
  properties: {},
});
const OLD: Design = { ...emptyDesign("shop"), nodes: { a: node("web") } };
const NEW: Design = { ...emptyDesign("shop"), nodes: { a: node("web"), b: node("dätenbank") } };
const OLD_TEXT = printDesign(OLD);
const NEW_TEXT = printDesign(NEW);
const BYTES = Buffer.byteLength(NEW_TEXT);
const now = (): number => Date.parse("2026-11-21T00:00:00Z");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "labwright-cut-"));
});
afterEach(() => {
  cutter.disarm();
  rmSync(folder, { recursive: true });
});

async function reopen(path: string): Promise<Design> {
  const text = await readTextFile(path);
  const read = text.ok ? readDesign(text.value) : text;
  if (!read.ok) throw new Error(`It does not open: ${JSON.stringify(read.error)}`);
  return read.value;
}

describe("a save that is cut", () => {
  test(`at each of its ${BYTES} bytes leaves the old design whole, and the draft has the new one`, async () => {
    const drafts = openDrafts(join(folder, "drafts"), now);
    await drafts.save({ id: "d", name: "shop", path: null, text: NEW_TEXT });
    for (let byte = 0; byte <= BYTES; byte++) {
      const path = join(folder, `${byte}.labwright.json`);
      writeFileSync(path, OLD_TEXT);
      const stopped = cutter.stopAfterBytes(byte);
      void writeAtomically(path, NEW_TEXT);
      await stopped;
      cutter.disarm();
      expect(await reopen(path)).toEqual(OLD);
    }
    const [draft] = await openDrafts(join(folder, "drafts"), now).recover();
    expect(readDesign(draft?.text ?? "")).toEqual({ ok: true, value: NEW });
  });

  test.each(["fsync", "rename", "folder"] as const)(
    "before its %s leaves one of the two whole",
    async (step) => {
      const path = join(folder, `${step}.labwright.json`);
      writeFileSync(path, OLD_TEXT);
      const stopped = cutter.stopBefore(step);
      void writeAtomically(path, NEW_TEXT);
      await stopped;
      cutter.disarm();
      expect(await reopen(path)).toEqual(step === "folder" ? NEW : OLD);
    },
  );

  test("is on the disk before the file is replaced, and the replacing before it is said", async () => {
    // A power cut loses what was not flushed: this order is what makes the file whole afterwards.
    const path = join(folder, "order.labwright.json");
    const steps = cutter.watch();
    await writeAtomically(path, NEW_TEXT);
    steps.push("said");
    cutter.disarm();
    expect(steps.filter((step, index) => step !== steps[index - 1])).toEqual([
      "write",
      "fsync",
      "rename",
      "folder",
      "said",
    ]);
  });

  test("by an error at each of its bytes says so, and leaves nothing beside the old design", async () => {
    const path = join(folder, "full.labwright.json");
    writeFileSync(path, OLD_TEXT);
    for (let byte = 0; byte < BYTES; byte++) {
      cutter.failAfterBytes(byte);
      const saved = await writeAtomically(path, NEW_TEXT);
      cutter.disarm();
      expect(saved).toMatchObject({ ok: false, error: { code: "file-write-failed" } });
      expect(await reopen(path)).toEqual(OLD);
    }
    await expect.poll(() => readdirSync(folder)).toEqual(["full.labwright.json"]);
  });

  test("at every fifth byte of a draft leaves the draft before", async () => {
    let written = 0;
    for (let byte = 0; byte < written || byte === 0; byte += 5) {
      const place = join(folder, `drafts-${byte}`);
      const draft = { id: "d", name: "shop", path: null };
      await openDrafts(place, now).save({ ...draft, text: OLD_TEXT });
      const steps = cutter.watch();
      await openDrafts(join(folder, "measure"), now).save({ ...draft, text: NEW_TEXT });
      written = cutter.bytes();
      expect(steps).not.toEqual([]);
      const stopped = cutter.stopAfterBytes(byte);
      void openDrafts(place, now).save({ ...draft, text: NEW_TEXT });
      await stopped;
      cutter.disarm();
      const [recovered] = await openDrafts(place, now).recover();
      expect(recovered?.text).toBe(OLD_TEXT);
    }
  });

  test("by a program that does not save so gives back what can be read", () => {
    const bytes = Buffer.from(NEW_TEXT);
    let whole = 0;
    for (let byte = 0; byte < bytes.length; byte++) {
      const salvaged = salvageDesign(bytes.subarray(0, byte).toString());
      if (salvaged?.design.nodes["a"]?.name === "web") whole += 1;
    }
    expect(whole).toBeGreaterThan(BYTES / 3);
  });
});
