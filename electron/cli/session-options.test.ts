import { expect, test } from "vitest";
import { sessionOf } from "./session-options.ts";

const asked = {
  start: undefined,
  length: 3_600_000,
  within: undefined,
  cheapest: false,
  every: "FREQ=DAILY;COUNT=3",
  from: "09:00",
  to: "10:00",
  except: [],
};

test("what repeats begins on the day that it is where its times are clocks of", () => {
  const evening = Date.parse("2026-01-01T20:00:00Z");
  const days = ["Pacific/Auckland", "UTC", "America/Los_Angeles"].map((zone) =>
    sessionOf({ ...asked, zone }, evening),
  );
  expect(days).toMatchObject([
    { firstDay: "2026-01-02" },
    { firstDay: "2026-01-01" },
    { firstDay: "2026-01-01" },
  ]);
  const night = Date.parse("2026-01-01T03:00:00Z");
  expect(sessionOf({ ...asked, zone: "America/Los_Angeles" }, night)).toMatchObject({
    firstDay: "2025-12-31",
  });
});
