import { expect, test } from "vitest";
import { expectedOf } from "./declared.ts";

test("what is left empty is not declared; what is no number is said by its meter", () => {
  expect(expectedOf({ instance: " 400 ", storage: " " })).toEqual({
    usage: [{ meter: "instance", quantity: 400, note: "" }],
  });
  expect(expectedOf({ instance: "many", storage: "-1", port: "0" })).toEqual({
    wrong: ["instance", "storage"],
  });
});
