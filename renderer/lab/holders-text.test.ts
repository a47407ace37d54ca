import { expect, test } from "vitest";
import { countHolders, holdersText } from "./holders-text.ts";

test("how many have something is told of those that may be known", () => {
  const own = (running: boolean) => ({ id: "e", running });
  const other = { id: null, running: null };
  expect(holdersText(countHolders([own(true)]))).toBe("1 environment: running");
  expect(holdersText(countHolders([own(true), own(false), own(false)]))).toBe(
    "3 environments: 1 running, 2 reserved",
  );
  expect(holdersText(countHolders([own(false), own(false)]))).toBe("2 environments: 2 reserved");
  expect(holdersText(countHolders([own(false), other, other]))).toBe(
    "1 environment: reserved; others have something too",
  );
  expect(holdersText(countHolders(Array.from({ length: 1280 }, () => own(false))))).toBe(
    "1,280 environments: 1,280 reserved",
  );
  expect(holdersText({ known: 1550, running: 12, others: false })).toBe(
    "1,550 environments: 12 running, 1,538 reserved",
  );
  expect(holdersText(countHolders([other]))).toBe("Others have something of it");
});
