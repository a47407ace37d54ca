import { ValidationError } from "@orpc/server";
import { expect, test } from "vitest";
import { createLog } from "./log.ts";

test("says what an error was and where, and nothing of what it was about", () => {
  let written = "";
  const log = createLog("error", { write: (text) => (written += text) });
  const issues = [{ message: "expected string", path: ["design", "name"] }];
  const error = new ValidationError({ message: "refused", issues, data: { secret: "a design" } });
  log.error({ error }, "a bug");
  expect(JSON.parse(written)).toMatchObject({
    msg: "a bug",
    error: { message: "refused", places: ['["design","name"]: expected string'] },
  });
  expect(written).not.toContain("a design");
});
