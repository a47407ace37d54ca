import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Waits until nothing fades or moves but what does so for ever: half faded in, words are pale. */
async function standsStill(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== "running" || effect?.getComputedTiming().endTime === Infinity,
      ),
  );
}

/**
 * What axe has against the page or a part of it as it stands, in light and in dark, and where; nothing when all is
 * well. The page is light afterwards.
 */
export async function findings(page: Page, part = "body"): Promise<readonly string[]> {
  const dark = await findingsIn(page, "dark", part);
  return [...dark, ...(await findingsIn(page, "light", part))];
}

async function findingsIn(
  page: Page,
  colorScheme: "light" | "dark",
  part: string,
): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
  await standsStill(page);
  const { violations } = await new AxeBuilder({ page })
    .include(part)
    // All in the page itself, which has no frames of others; otherwise each analysis opens a page of its own.
    .setLegacyMode()
    .options({
      resultTypes: ["violations"],
      // All else is the same in both.
      ...(colorScheme === "dark" && { runOnly: ["color-contrast"] }),
    })
    .analyze();
  return violations.map(
    ({ id, nodes }) =>
      `${colorScheme}, ${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
}
