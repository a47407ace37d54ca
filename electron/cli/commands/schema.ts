import { message } from "@optique/core/message";
import { designJsonSchema } from "../../../shared/design/json-schema.ts";
import { defineVerb } from "../command.ts";
import { common } from "../options.ts";

/** `labwright schema` */
export const schema = defineVerb({
  name: "schema",
  brief: message`Print the JSON Schema of design files.`,
  options: common,
  run: (_options, terminal) => {
    terminal.out(JSON.stringify(designJsonSchema(), null, 2));
    return Promise.resolve(0);
  },
});
