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
  await pressUntil(pressed, () => expect(dialog).toBeHidden({ timeout: AGAIN }), patience);
}

/**
 * The same where the dialog stays, or another one comes in its place.
 *
 * @param isDone fails after a while where the press has done nothing
 */
export async function pressUntil(
  button: Locator,
  isDone: () => Promise<void>,
  patience = 60_000,
): Promise<void> {
  await expect(button).toBeEnabled({ timeout: ALLOWED });
  await expect(async () => {
    const canPress = (await button.isVisible()) && (await button.isEnabled());
    if (canPress) await button.click({ timeout: AGAIN });
    await isDone();
  }).toPass({ timeout: patience });
}
