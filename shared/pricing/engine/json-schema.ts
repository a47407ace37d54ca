import { z } from "zod";
import { usageFileSchema } from "../../metering/report.ts";
import { bookSchema } from "./book.ts";
import { contractSchema } from "./contract.ts";
import { segmentsSchema } from "./segments.ts";

/** The files that rating reads, and the one that usage is reported by. */
export const RATING_FILES = {
  "price-book": bookSchema,
  contract: contractSchema,
  segments: segmentsSchema,
  usage: usageFileSchema,
} as const;
export type RatingFile = keyof typeof RATING_FILES;

/** The JSON Schema of one of them, for editors and scripts in other languages. */
export function ratingJsonSchema(file: RatingFile): z.core.JSONSchema.JSONSchema {
  const options = { target: "draft-2020-12", io: "input", unrepresentable: "any" } as const;
  return { ...z.toJSONSchema(RATING_FILES[file], options), title: `Labwright ${file}` };
}
