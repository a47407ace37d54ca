import { sketch } from "../../shared/design/sketch.ts";
import { DesignPage } from "./pages/design-page.ts";
import { LivePage } from "./pages/live-page.ts";
import { ProblemsPage } from "./pages/problems-page.ts";
import { openDesign } from "./support/open-design.ts";
import { findings } from "./support/accessibility.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

const MACHINE = { kind: "machine", machineType: "vm-small", operatingSystem: "debian-13" } as const;

/** Three machines without a system, one with too little memory, a link that asks for more than it carries. */
const BROKEN = sketch(
  "Broken",
  {
    lan: { kind: "subnet", cidr: "10.0.0.0/24" },
    one: { kind: "machine", machineType: "vm-small" },
    two: { kind: "machine", machineType: "vm-small" },
    three: { kind: "machine", machineType: "vm-small" },
    tight: { ...MACHINE, memoryMiB: 64 },
  },
  [
    "one:nic lan:net",
    "two:nic lan:net",
    "three:nic lan:net",
    "tight:nic lan:net bandwidthMbps=90000",
  ],
);

test("finds, filters, explains and mends problems by mouse", async ({ labwright, folder }) => {
  const design = new DesignPage(labwright.page);
  const problems = new ProblemsPage(labwright.page);
  await openDesign(labwright, folder, BROKEN);
  await problems.show();
  await expect(problems.row("has no operating system")).toHaveCount(3);

  // Filters
  await problems.chooseRule("No operating system");
  await expect(problems.rows).toHaveCount(3);
  await problems.search("two");
  await expect(problems.rows).toHaveCount(1);

  // Jump: selected, and with "only selection" the list is about it alone
  await problems.row("two has no").getByRole("button").first().click();
  await expect(design.inspector.getByRole("textbox", { name: "Name", exact: true })).toHaveValue(
    "two",
  );
  await problems.search("");
  await labwright.page.getByText("Only selection", { exact: true }).click();
  await expect(problems.rows).toHaveCount(1);
  await labwright.page.getByText("Only selection", { exact: true }).click();
  await problems.chooseRule("All rules");

  // Why, with the numbers of this case, and what the rule says of itself
  const tight = problems.row(/tight has 64 MiB of memory/);
  await tight.getByRole("button", { name: "Why?" }).click();
  const why = tight.getByRole("note");
  await expect(
    why.getByRole("row", { name: /^Memory 64 MiB [\d.]+ [MG]iB [\d.]+ [MG]iB/ }),
  ).toBeVisible();
  await why.getByRole("button", { name: "About this rule" }).click();
  await expect(
    problems.reference.getByRole("article", { name: "Not enough memory" }),
  ).toBeVisible();
  await problems.reference.getByRole("button", { name: "Close" }).click();

  // One fix
  await tight.getByRole("button", { name: /^(Use|Give)/ }).click();
  await expect(tight).toHaveCount(0);

  // The badge of a link, and its fix
  await expect(problems.linkBadge("tight-lan")).toHaveAccessibleName(/^1 problem: tight – lan/);
  await design.press("ControlOrMeta+0");
  await problems.linkBadge("tight-lan").click();
  await problems
    .row("90 Gb/s")
    .getByRole("button", { name: /^Ask for/ })
    .click();
  await expect(problems.row("90 Gb/s")).toHaveCount(0);

  // All of a kind are one step
  await problems.fixAll(problems.row("one has no operating system"));
  await expect(problems.row("has no operating system")).toHaveCount(0);
  await design.canvas.click({ position: { x: 20, y: 300 } });
  await design.press("ControlOrMeta+z");
  await expect(problems.row("has no operating system")).toHaveCount(3);
  await design.press("ControlOrMeta+Shift+z");
  await expect(problems.row("has no operating system")).toHaveCount(0);
});

test("finds, explains and mends problems by keyboard alone", async ({ labwright, folder }) => {
  const { page } = labwright;
  const problems = new ProblemsPage(page);
  await openDesign(labwright, folder, BROKEN);
  await expect(problems.row("has no operating system")).toHaveCount(3);

  // F8 goes from one to the next and comes round
  await page.keyboard.press("F8");
  await expect(problems.current).toHaveCount(1);
  const first = await problems.current.textContent();
  await page.keyboard.press("F8");
  await expect(problems.current).not.toHaveText(first ?? "");
  await page.keyboard.press("Shift+F8");
  await expect(problems.current).toHaveText(first ?? "");

  // Chips, row, menu: each is reached and worked by keys
  await problems.toggle(/^Warnings/);
  await problems.toggle(/^Hints/);
  const row = problems.row("one has no operating system");
  await row.getByRole("button", { name: "Why?" }).focus();
  await page.keyboard.press("Enter");
  await expect(row.getByRole("note")).toContainText(/nothing to boot|operating system/);
  await row.getByRole("button", { name: "More ways to fix" }).focus();
  await page.keyboard.press("Enter");
  const all = page.getByRole("menuitem", { name: "Fix all 3 of this kind" });
  // The menu has the keyboard a moment after it is seen.
  await expect(async () => {
    await page.keyboard.press("ArrowUp");
    await expect(all).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(problems.row("has no operating system")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(problems.row("has no operating system")).toHaveCount(3);

  // The rules, by the command list
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("All rules");
  await page.keyboard.press("Enter");
  await expect(problems.reference.getByRole("status")).toHaveText(/^\d+ of \d+ rules$/);
  await expect(problems.reference.getByLabel("Search rules")).toBeFocused();
  await page.keyboard.type("subnet-small");
  await expect(problems.reference.getByRole("status")).toHaveText(/^1 of/);
  await page.keyboard.press("Escape");
  await expect(problems.reference).toHaveCount(0);
});

/** More than the simulated lab has, of an architecture it has no host of. */
const TOO_MUCH = sketch(
  "Too much",
  {
    lan: { kind: "subnet", cidr: "10.0.0.0/16" },
    farm: { kind: "machine", machineType: "vm-large", operatingSystem: "debian-13", count: 900 },
  },
  ["farm:nic lan:net"],
);

test("says what the lab cannot hold, now and at a chosen time, with ways out", async ({
  labwright,
  folder,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const problems = new ProblemsPage(page);
  await openDesign(labwright, folder, TOO_MUCH);
  // Whoever would send it is led to what would help.
  const live = new LivePage(page);
  await live.openSendDialog();
  await page.getByRole("dialog").getByRole("button", { name: "Look for a way out" }).click();
  await expect(problems.row(/Not enough amd64 cores/).first()).toBeVisible();
  await problems.showFit();
  await page.getByRole("radiogroup", { name: "When" }).getByText("From now on").click();
  await expect(problems.pools.first()).toContainText("At this moment: does not fit");
  await expect(problems.pools.first()).toContainText("What others hold is counted.");

  // At another time: the same lab, so it does not fit either, and says for when
  await problems.chooseTime("2030-01-01T10:00", "2030-01-01T18:00");
  await expect(problems.pools.first()).toContainText(
    /1 Jan 2030, 10:00 – 1 Jan 2030, 18:00: does not fit/,
  );
  await problems.pools.first().getByRole("button", { name: "Show as problems" }).last().click();
  const cores = problems.row(/Not enough amd64 cores/);
  await expect(cores).toHaveCount(1);
  await expect(cores).toContainText("Lab at the chosen time · Simulated lab");
  await cores.getByRole("button", { name: "Why?" }).click();
  await expect(
    cores.getByRole("note").getByRole("row", { name: /^Cores \d+ \d+ \d+/ }),
  ).toBeVisible();
  await expect(design.canvas.getByRole("button", { name: /problems?: Not enough/ })).toBeVisible();

  // A way out that was tried before it is offered
  await cores.getByRole("button", { name: "More ways to fix" }).click();
  await page.getByRole("menuitem", { name: /^Make \d+ of farm instead of 900/ }).click();
  await expect(cores).toHaveCount(0);
  await problems.showFit();
  await design.press("ControlOrMeta+z");
  await expect(problems.pools.first()).toContainText("does not fit");
});

test("axe finds nothing in the problems, light or dark", async ({ labwright, folder }) => {
  const { page } = labwright;
  const problems = new ProblemsPage(page);
  await openDesign(labwright, folder, BROKEN);
  await problems
    .row(/tight has 64 MiB/)
    .getByRole("button", { name: "Why?" })
    .click();
  await expect(problems.rows.getByRole("note")).toBeVisible();
  expect(await findings(page, "[role=tabpanel]")).toEqual([]);
  await problems.row("one has no").getByRole("button", { name: "More ways to fix" }).click();
  await expect(page.getByRole("menuitem", { name: /^Fix all/ })).toBeVisible();
  expect(await findings(page, "[role=menu]")).toEqual([]);
  await page.keyboard.press("Escape");
  await problems.showFit();
  await problems.chooseTime("2030-01-01T10:00", "2030-01-01T18:00");
  expect(await findings(page, "[role=tabpanel]")).toEqual([]);
  await problems.show();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("All rules");
  await page.keyboard.press("Enter");
  await expect(problems.reference.getByRole("article").first()).toBeVisible();
  expect(await findings(page, "[role=dialog]")).toEqual([]);
});
