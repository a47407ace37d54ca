import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { BillsPage } from "./pages/bills-page.ts";
import { confirm } from "./pages/confirm.ts";
import { DesignPage } from "./pages/design-page.ts";
import { LivePage } from "./pages/live-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { findings } from "./support/accessibility.ts";
import { expect, test } from "./support/test.ts";

/** Someone with a fee since the month before last: two months are over, and billed by themselves. */
function customer(now: Date): Readonly<Record<string, string>> {
  const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 2, 1));
  return {
    Tenant: "local",
    Name: "Acme Ltd.",
    Street: "Main Street 1",
    City: "Town",
    "E-mail": "bills@acme.example",
    "First day": start.toISOString().slice(0, 10),
    "Base fee": "12.00",
    "Shared by": "anna 2, bela 1",
  };
}

test("somebody is signed up, bills come by themselves, one is paid, one is made void, one is disputed, also offline, and a budget tells", async ({
  labwright,
  folder,
}) => {
  const { page } = labwright;
  const bills = new BillsPage(page);
  const live = new LivePage(page);
  await expect(new DesignPage(page).connection).toHaveText("Lab connected");
  await new StartPage(page).openExample("Small lab");
  await live.openSendDialog();
  await live.send("Simulated lab");
  await expect(live.bar).toContainText("Ready", { timeout: 60_000 });
  await bills.open();
  await bills.signUp(customer(new Date()), "Germany");
  await bills.show(/LW-000002/);
  const second = bills.pane("Bill LW-000002");
  await expect(second).toContainText("Acme Ltd.");
  await expect(bills.sum(second, "To be paid")).toHaveText("€12.00");
  await expect(bills.sum(second, "anna pays")).toHaveText("€8.00");
  await expect(second).toContainText("Base fee");
  expect(await findings(page)).toEqual([]);

  await second.getByRole("button", { name: "Mark as paid…" }).click();
  const paying = bills.dialog("Mark LW-000002 as paid?");
  await paying.getByLabel("Reference of the payment").fill("by hand");
  await confirm(paying, "Mark as paid");
  await expect(second.getByRole("table", { name: "Payments" })).toContainText("manual, by hand");
  await expect(bills.sum(second, "To be paid")).toHaveText("€0.00");

  await bills.show(/LW-000001/);
  const first = bills.pane("Bill LW-000001");
  await first.getByRole("button", { name: "Make void…" }).click();
  const voiding = bills.dialog("Make LW-000001 void?");
  await voiding.getByLabel("Reason, which stands on the note").fill("wrong address");
  await confirm(voiding, "Make void");
  await expect(bills.list.getByRole("button", { name: /LW-000003/ })).toContainText("Credit note");
  await expect(bills.list.getByRole("button", { name: /LW-000001/ })).toContainText("void");

  await bills.show("Budgets");
  const budgets = bills.pane("Budgets");
  await budgets.getByRole("button", { name: "New budget…" }).click();
  const form = bills.dialog("New budget");
  await form.getByLabel("Name").fill("Whole lab");
  await form.getByLabel("Amount, without taxes").fill("500");
  await confirm(form, "Save");
  await expect(budgets.getByRole("table", { name: "Budgets" })).toContainText("€500.00");
  await expect(budgets).toContainText("no threshold is reached");
  expect(await findings(page)).toEqual([]);

  await bills.show("Customers");
  const customers = bills.pane("Customers");
  await customers.getByRole("button", { name: "Share a cost…" }).click();
  const sharing = bills.dialog("Share what an environment costs");
  await expect(sharing.getByRole("combobox", { name: "Environment" })).toHaveValue("Small lab");
  await sharing.getByRole("button", { name: "Share" }).click();
  await expect(sharing).toContainText("Say who pays");
  await sharing.getByLabel("Parties").fill("anna=60%, bela=30%");
  await expect(sharing).toContainText("come to 90 %, not 100 %");
  await sharing.getByLabel("Parties").fill("anna=60%, bela=40%");
  expect(await findings(page, "[role=dialog]")).toEqual([]);
  await confirm(sharing, "Share");
  const shared = customers.getByRole("table", { name: "Shared environments" });
  await expect(shared.getByRole("row").last()).toContainText(/Small lab.*anna 60, bela 40/);

  // What is said stands with the disputes at once, not when they are asked for the next time.
  await bills.show(/LW-000002/);
  await bills.dispute(/^Base fee/, "It was to be free.");
  await bills.show(/Disputes/);
  await expect(bills.pane("Disputes")).toContainText("It was to be free.");
  await bills.show("Budgets");

  // With no lab all of it is still there, as of a stated time, and goes out as a file.
  await labwright.endDaemon();
  await expect(bills.stale).toContainText("As of");
  await expect(budgets).toContainText("€500.00");
  await bills.show(/LW-000002/);
  await expect(bills.sum(second, "To be paid")).toHaveText("€0.00");
  const table = await labwright.saveTo(join(folder, "bill.csv"), () => bills.exportAs("CSV table"));
  expect(await readFile(table, "utf8")).toContain("Base fee");
  await bills.dispute(/^Base fee/, "We had agreed on less.");
  await bills.show(/Disputes/);
  await expect(bills.pane("Disputes")).toContainText("Goes to the lab when it can be reached");
  await bills.show("Contract");
  await expect(bills.pane("Contract")).toContainText("shared by anna 2, bela 1");
});
