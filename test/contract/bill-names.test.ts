import { expect, test } from "vitest";
import { catchUp } from "../../electron/daemon/billing/issue.ts";
import { statusOf } from "../../electron/daemon/billing/spending.ts";
import { someContract } from "../../shared/billing/sketch-account.ts";
import { reportText } from "../../shared/billing/status-report.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { exportFormat } from "../../shared/exports/index.ts";
import { documentOfBill } from "../../shared/exports/of-bill.ts";
import { flatBook } from "../support/flat-book.ts";
import { pdfText } from "../support/pdf-text.ts";
import { describeStores } from "../support/store-engines.ts";
import {
  instanceStatus,
  newEnvironment,
  prepareStore,
  usageSegment,
  valueOf,
} from "../support/store-fixtures.ts";

const START = "2026-01-01T00:00:00.000Z";

describeStores("names on bills and reports", (engine) => {
  test("things are on bills and in mails by the names that they had, whatever they are called later", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.putPriceBook({ ...flatBook(), effectiveFrom: START });
    await store.putContract("acme", someContract({}, { terms: { email: true } }), START);
    const design = sketch("Mondays", {
      "machine-3f9c": { kind: "machine", name: "Course server" },
    });
    for (const [id, name] of [
      ["environment-1", "Networks, Mondays"],
      ["environment-2", "Networks, Tuesdays"],
    ] as const) {
      const made = newEnvironment({ id, instances: [instanceStatus("web.1", "running")] });
      await store.createEnvironment({ ...made, record: { ...made.record, name, design } });
      const used = usageSegment("web.1", "2026-01-02T00:00:00.000Z", null);
      const usage = [{ ...used, node: "machine-3f9c", item: "container-small" }];
      await store.changeEnvironment({ id, tenant: "acme", at: START, usage, state: "ready" });
    }
    const clock = {
      now: () => Date.parse("2026-02-10T00:00:00Z"),
      sleep: () => Promise.resolve(),
    };
    valueOf(await catchUp({ store, clock }, "acme"));
    const [mail] = await store.waitingMessages("2026-02-11T00:00:00.000Z", 10);
    expect(mail?.message.text).toMatch(/Course server, Networks, Mondays {2}/);
    expect(mail?.message.text).toMatch(/Course server, Networks, Tuesdays {2}/);
    expect(mail?.message.text).not.toMatch(/machine-3f9c|environment-\d/);
    const [bill] = await store.bills("acme");
    const page = pdfText(await exportFormat("pdf").write(documentOfBill(bill!, "Lab")))
      .join("")
      .replaceAll(" ", "");
    expect(page).toContain("Courseserver");
    expect(page).toContain("Networks,Tuesdays");
    expect(page).not.toMatch(/3f9c|environment-\d/);
  });

  test("a status report says what its environments, users and groups are called, whoever reads it", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    await store.putPriceBook({ ...flatBook(), effectiveFrom: START });
    await store.putUser({
      id: "u1",
      tenant: "acme",
      name: "Ada",
      roles: ["customer"],
      active: true,
    });
    for (const [id, group] of [
      ["e1", "Front"],
      ["e2", "Back"],
    ] as const) {
      const design = sketch("d", { web: { kind: "machine" } }, [], {
        groups: { both: { name: "Site" }, g: { name: group } },
      });
      const made = newEnvironment({ id, instances: [instanceStatus("web.1", "running")] });
      const record = { ...made.record, name: `Lab ${id}`, owner: "u1", design };
      await store.createEnvironment({ ...made, record });
      const used = usageSegment("web.1", "2026-01-02T00:00:00.000Z", null);
      const usage = [{ ...used, user: "u1", groups: ["both", "g"], item: "container-small" }];
      await store.changeEnvironment({ id, tenant: "acme", at: START, usage, state: "ready" });
    }
    const clock = { now: () => Date.parse("2026-01-10T00:00:00Z"), sleep: () => Promise.resolve() };
    const report = valueOf(await statusOf({ store, clock }, "acme"));
    // What two drawings call differently is one row, by its id.
    expect(report.names).toEqual({ e1: "Lab e1", e2: "Lab e2", u1: "Ada", both: "Site" });
    const text = reportText(report).join("\n");
    expect(text).toMatch(/USERS [^\n]*\nAda +2 /);
    expect(text).toMatch(/GROUPS [^\n]*\nSite +2 [^\n]*\ng +2 /);
  });
});
