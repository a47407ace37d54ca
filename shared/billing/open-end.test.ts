import { expect, test } from "vitest";
import { accrue } from "./accrual.ts";
import { OpenAccrual } from "./open-accrual.ts";
import { SketchAccount, someBook, someContract, used } from "./sketch-account.ts";

test("charges that are kept open end with the contract, too, whatever goes on or is told later", () => {
  const ending = someContract({ end: "2026-01-11T00:00:00Z" });
  const segments = [
    used("2026-01-02T00:00:00Z", null),
    used("2026-01-03T00:00:00Z", "2026-01-20T00:00:00Z", { node: "db" }),
    used("2026-01-12T00:00:00Z", null, { node: "late" }),
  ];
  const { account } = new SketchAccount([ending], [someBook()], segments);
  const open = new OpenAccrual(account, segments);
  const closed = used("2026-01-02T00:00:00Z", "2026-01-15T00:00:00Z");
  const at = (day: string): readonly string[] => {
    const until = Date.parse(`2026-01-${day}T00:00:00Z`);
    const [kept, anew] = [open.accrued(until), accrue(open.account, until)];
    if (!kept.ok || !anew.ok) throw new Error("it can be rated");
    expect(kept.value.lines).toEqual(anew.value.lines);
    return anew.value.lines.map(({ node, quantity }) => `${node} ${quantity}`).toSorted();
  };
  expect(at("05")).toEqual(["db 48", "web 72"]);
  expect(at("14")).toEqual(["db 192", "web 216"]);
  open.change(segments[0], closed);
  expect(at("31")).toEqual(["db 192", "web 216"]);
});
