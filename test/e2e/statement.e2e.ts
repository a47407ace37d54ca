import { readFile, writeFile } from "node:fs/promises";
import { NODE_SEAL } from "../../electron/node/statement-seal.ts";
import { printStatement, sealedText } from "../../shared/statements/seal.ts";
import { courseParts, statementOf } from "../support/statement.ts";
import { MoneyPage } from "./pages/money-page.ts";
import { StatementPage } from "./pages/statement-page.ts";
import { findings } from "./support/accessibility.ts";
import { expect, test } from "./support/test.ts";

test("a statement is read, checked, explained and exported with no daemon", async ({
  labwright,
}, info) => {
  const { page } = labwright;
  const statement = new StatementPage(page);
  const money = new MoneyPage(page);
  const made = await statementOf(courseParts);
  const file = info.outputPath("course.labstatement");
  await writeFile(file, printStatement(made));
  // A page that a daemon serves gets what it needs while it can.
  await page.waitForFunction(() =>
    ["echarts", "statement-worker"].every((part) =>
      performance.getEntriesByType("resource").some(({ name }) => name.includes(part)),
    ),
  );
  await labwright.endDaemon();

  await labwright.open(file);
  await expect(statement.heading("Networks course")).toBeVisible();
  await expect(statement.verdict("the same to the last digit")).toBeVisible();
  await statement.button(/^Trust this key/).click();
  await expect(statement.verdict("Signed by Lab of Köln.")).toBeVisible();
  expect(await findings(page, "main")).toEqual([]);

  await statement.lines.getByText("Standard machine, peak").first().click();
  await expect(page.getByText("Good customer").first()).toBeVisible();

  // What was it, what had been said it would be, and why: for all of it, and for one line.
  await money.show("Projected and actual");
  await money.asTable();
  await expect(money.waterfall).toContainText("Actual€12.44");
  await money.row(/\bweb\b/).click();
  await expect(money.waterfall).toContainText("Projected€3.89");
  await expect(money.waterfall).toContainText("It ran in other rate windows.");
  await expect(money.waterfall).toContainText("Actual€2.81");

  const table = await labwright.saveTo(info.outputPath("course.csv"), () =>
    statement.exportAs("CSV table"),
  );
  expect(await readFile(table, "utf8")).toContain("actual,2026-11,2026-11,usage");

  // What is said with no network is kept, and goes up later.
  await statement.button("Notes").click();
  await statement.note("It was off that night.");
  await expect(statement.notes).toContainText("Goes to the lab when it can be reached");
  await page.keyboard.press("Escape");

  // Somebody makes it cheaper, and every digest anew.
  const forged = structuredClone(made.statement);
  forged.actual.lines[1]!.rounded = "0.01";
  const digest = await NODE_SEAL.sha256(sealedText(forged));
  const other = info.outputPath("cheaper.labstatement");
  await writeFile(other, printStatement({ ...made, statement: forged, digest }));
  await labwright.open(other);
  await expect(statement.verdict("rounded is 0.01 in the file")).toBeVisible();
});
