import { z } from "zod";
import { fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import { parseJson } from "../design/json-text.ts";
import { catalogueSchema, indexCatalogue, type Catalogue } from "./catalogue.ts";

const { machineTypes, switchModels } = catalogueSchema.shape;

/** Products that a lab adds to the catalogue, as `labwright import` makes them of NetBox's device types. */
const additionsSchema = z.looseObject({
  machineTypes: machineTypes.default([]),
  switchModels: switchModels.default([]),
});

export type CatalogueAdditions = z.infer<typeof additionsSchema>;

/** Reads additions of unknown origin; the fault names the place. */
export function readAdditions(text: string): Result<CatalogueAdditions> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const parsed = additionsSchema.safeParse(json.value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const where = issue?.path.map(String).join(".");
  return err(fault("catalogue-invalid", { detail: `${issue?.message ?? ""}.` }, where));
}

/** Both together; of two items of one id the later stays. */
export function mergeAdditions(
  before: CatalogueAdditions,
  after: CatalogueAdditions,
): CatalogueAdditions {
  return {
    ...before,
    machineTypes: replaced(before.machineTypes, after.machineTypes),
    switchModels: replaced(before.switchModels, after.switchModels),
  };
}

/** A catalogue with what a lab added; an addition stands in for what had its id before. */
export function extendCatalogue({ data }: Catalogue, additions: CatalogueAdditions): Catalogue {
  return indexCatalogue({
    ...data,
    machineTypes: replaced(data.machineTypes, additions.machineTypes),
    switchModels: replaced(data.switchModels, additions.switchModels),
  });
}

function replaced<T extends { readonly id: string }>(old: readonly T[], added: readonly T[]): T[] {
  const ids = new Set(added.map(({ id }) => id));
  return [...old.filter(({ id }) => !ids.has(id)), ...added];
}
