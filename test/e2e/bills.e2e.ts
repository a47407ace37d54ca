import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { BillsPage } from "./pages/bills-page.ts";
import { DesignPage } from "./pages/design-page.ts";
import { findings } from "./support/accessibility.ts";
import { inClone } from "./support/paths.ts";
import { expect, test } from "./support/test.ts";

/** Someone with a fee since the month before last: two months are over, and billed by themselves. */
function customer(now: Date): object {
  const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 2, 1));
  return {
    tenant: "local",
    customer: {
      name: "Acme Ltd.",
      address: { street: "Main Street 1", city: "Town", country: "DE" },
      email: "bills@acme.example",
    },
    contract: { account: "local", start: start.toISOString() },
    baseFee: { amount: "12.00", due: "arrears" },
  };
}

test("bills come by themselves, one is paid, one is made void, and a budget tells", async ({
  labwright,
  folder,
}) => {
  const { page, data } = labwright;
  const bills = new BillsPage(page);
  await expect(new DesignPage(page).connection).toHaveText("Lab connected");
  const file = join(folder, "customer.json");
  await writeFile(file, JSON.stringify(customer(new Date())));
  const cli = [inClone("electron/cli/labwright.mjs"), "customer", "sign-up", file, "--data", data];
  await promisify(execFile)(process.execPath, cli);

  await bills.open();
  await bills.show(/LW-000002/);
  const second = bills.pane("Bill LW-000002");
  await expect(second).toContainText("Acme Ltd.");
  await expect(second.getByRole("definition").last()).toHaveText("€12.00");
  await expect(second).toContainText("Base fee");
  expect(await findings(page)).toEqual([]);

  await second.getByRole("button", { name: "Mark as paid…" }).click();
  const paying = bills.dialog("Mark LW-000002 as paid?");
  await paying.getByLabel("Reference of the payment").fill("by hand");
  await paying.getByRole("button", { name: "Mark as paid" }).click();
  await expect(second.getByRole("table", { name: "Payments" })).toContainText("manual, by hand");
  await expect(second.getByRole("definition").last()).toHaveText("€0.00");

  await bills.show(/LW-000001/);
  const first = bills.pane("Bill LW-000001");
  await first.getByRole("button", { name: "Make void…" }).click();
  const voiding = bills.dialog("Make LW-000001 void?");
  await voiding.getByLabel("Reason, which stands on the note").fill("wrong address");
  await voiding.getByRole("button", { name: "Make void" }).click();
  await expect(bills.list.getByRole("button", { name: /LW-000003/ })).toContainText("Credit note");
  await expect(bills.list.getByRole("button", { name: /LW-000001/ })).toContainText("void");

  await bills.show("Budgets");
  const budgets = bills.pane("Budgets");
  await budgets.getByRole("button", { name: "New budget…" }).click();
  const form = bills.dialog("New budget");
  await form.getByLabel("Name").fill("Whole lab");
  await form.getByLabel("Amount, without taxes").fill("500");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(budgets.getByRole("table", { name: "Budgets" })).toContainText("€500.00");
  await expect(budgets).toContainText("no threshold is reached");
  expect(await findings(page)).toEqual([]);

  // With no lab all of it is still there, as of a stated time, and goes out as a file.
  await labwright.endDaemon();
  await expect(bills.stale).toContainText("As of");
  await expect(budgets).toContainText("€500.00");
  await bills.show(/LW-000002/);
  await expect(second.getByRole("definition").last()).toHaveText("€0.00");
  const table = await labwright.saveTo(join(folder, "bill.csv"), () => bills.exportAs("CSV table"));
  expect(await readFile(table, "utf8")).toContain("Base fee");
});
