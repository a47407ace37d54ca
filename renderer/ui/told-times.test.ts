import { expect, it } from "vitest";
import { moment } from "../../shared/base/clock.ts";
import { localTime } from "./local-time.ts";
import { withLocalTimes } from "./told-times.ts";

it("puts what was stored in UTC by the reader's clock, and leaves all else", () => {
  const [from, to] = ["2026-11-23T23:30:00.000Z", "2026-11-24T01:00:00.000Z"];
  expect(withLocalTimes(`host-1 (emptied from ${moment(from)} to ${to})`)).toBe(
    `host-1 (emptied from ${localTime(from)} to ${localTime(to)})`,
  );
  expect(withLocalTimes(`until ${moment(from)}`, "Asia/Tokyo")).toBe("until 24 Nov 2026, 08:30");
  for (const other of ["2026-11-23", "2026-11-23 08:00", "08:00Z", "VLAN 2026-11"])
    expect(withLocalTimes(other)).toBe(other);
});
