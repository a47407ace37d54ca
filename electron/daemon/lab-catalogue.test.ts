import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import { labCatalogue } from "./lab-catalogue.ts";

let data = "";
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "labwright-catalogue-"));
});
afterEach(() => rm(data, { recursive: true }));

it("is the starter's where the lab adds nothing", async () => {
  expect(await labCatalogue(data)).toEqual({ ok: true, value: starterCatalogue() });
});

it("holds what the lab adds", async () => {
  const item = { id: "own-1", name: "Own", vendor: "Us", description: "", ports: 4, speedMbps: 10 };
  await writeFile(join(data, "catalogue.json"), JSON.stringify({ switchModels: [item] }));
  const catalogue = await labCatalogue(data);
  expect(catalogue.ok && catalogue.value.find("switchModels", "own-1")?.ports).toBe(4);
});

it("says which file is wrong, and where", async () => {
  await writeFile(join(data, "catalogue.json"), '{"switchModels":[{"id":"x"}]}');
  const catalogue = await labCatalogue(data);
  if (catalogue.ok) throw new Error("taken as it is");
  expect(catalogue.error.code).toBe("catalogue-invalid");
  expect(catalogue.error.where).toContain("catalogue.json, switchModels.0");
});
