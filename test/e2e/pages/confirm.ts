import { expect, type Locator } from "@playwright/test";

/** After so many milliseconds somebody whose press did nothing presses again. */
const AGAIN = 5000;

/** Until the lab has said that it can be done; as long as any press of Playwright's waits. */
const ALLOWED = 30_000;

/**
 * Presses a dialog's button until the dialog is gone. A press misses where the dialog moves or grows under it; then
 * people press again. While a press is being worked on, the button takes no other.
 *
 * @param patience milliseconds until the dialog has to be gone
 */
export async function confirm(
  dialog: Locator,
  button: string | RegExp,
  patience = 60_000,
): Promise<void> {
  const pressed = dialog.getByRole("button", { name: button, exact: true });
  await expect(pressed).toBeEnabled({ timeout: ALLOWED });
  await expect(async () => {
    if (await dialog.isVisible()) await pressed.click({ timeout: AGAIN });
    await expect(dialog).toBeHidden({ timeout: AGAIN });
  }).toPass({ timeout: patience });
}
