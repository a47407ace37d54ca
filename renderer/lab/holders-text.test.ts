import { expect, test } from "vitest";
import { holdersText } from "./holders-text.ts";

test("how many have something is told of those that may be known", () => {
  const own = (running: boolean) => ({ id: "e", running });
  const other = { id: null, running: null };
  expect(holdersText([own(true)])).toBe("1 environment: running");
  expect(holdersText([own(true), own(false), own(false)])).toBe(
    "3 environments: 1 running, 2 reserved",
  );
  expect(holdersText([own(false), own(false)])).toBe("2 environments: 2 reserved");
  expect(holdersText([own(false), other, other])).toBe(
    "1 environment: reserved; others have something too",
  );
  expect(holdersText(Array.from({ length: 1280 }, () => own(false)))).toBe(
    "1,280 environments: 1,280 reserved",
  );
  expect(holdersText([other])).toBe("Others have something of it");
});
