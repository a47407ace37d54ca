import type { Page } from "@playwright/test";

/** Waits until the view has stood still for some frames; what is pressed before that would miss. */
export async function stillView(page: Page): Promise<void> {
  await page.evaluate(async () => {
    let last = "";
    for (let still = 0; still < 12; still++) {
      await new Promise(requestAnimationFrame);
      const viewport = document.querySelector<HTMLElement>(".react-flow__viewport");
      const now = viewport?.style.transform ?? "";
      if (now !== last) still = 0;
      last = now;
    }
  });
}
