import { expect, test } from "vitest";
import { holdersText } from "./holders-text.ts";

test("how many have something is told of those that may be known", () => {
  const told = (known: number, running: number, others = false) =>
    holdersText({ known, running, others });
  expect(told(1, 1)).toBe("1 environment: running");
  expect(told(3, 1)).toBe("3 environments: 1 running, 2 reserved");
  expect(told(2, 0)).toBe("2 environments: 2 reserved");
  expect(told(1, 0, true)).toBe("1 environment: reserved; others have something too");
  expect(told(1280, 0)).toBe("1,280 environments: 1,280 reserved");
  expect(told(1550, 12)).toBe("1,550 environments: 12 running, 1,538 reserved");
  expect(told(0, 0, true)).toBe("Others have something of it");
});
