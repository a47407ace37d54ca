import { merge, object } from "@optique/core/constructs";
import { message, values } from "@optique/core/message";
import { withDefault } from "@optique/core/modifiers";
import { argument } from "@optique/core/primitives";
import { choice } from "@optique/core/valueparser";
import { designJsonSchema } from "../../../shared/design/json-schema.ts";
import { RATING_FILES, ratingJsonSchema } from "../../../shared/pricing/engine/json-schema.ts";
import { defineVerb } from "../command.ts";
import { common } from "../options.ts";

const FILES = ["design", ...Object.keys(RATING_FILES)] as ("design" | keyof typeof RATING_FILES)[];

/** `labwright schema [FILE]` */
export const schema = defineVerb({
  name: "schema",
  brief: message`Print the JSON Schema of design files, or of those that rate and usage read.`,
  options: merge(
    common,
    object({
      file: withDefault(
        argument(choice(FILES, { metavar: "FORMAT" }), {
          description: message`One of ${values(FILES)}.`,
        }),
        "design" as const,
      ),
    }),
  ),
  run: ({ file }, terminal) => {
    const found = file === "design" ? designJsonSchema() : ratingJsonSchema(file);
    terminal.out(JSON.stringify(found, null, 2));
    return Promise.resolve(0);
  },
});
