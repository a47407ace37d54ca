import { spawnSync } from "node:child_process";
import { importBusybox } from "../support/images.ts";
import { startLxd } from "../support/lxd.ts";
import { DesignPage } from "./pages/design-page.ts";
import { LivePage } from "./pages/live-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { inClone } from "./support/paths.ts";
import { expect, test } from "./support/test.ts";

test(
  "the drawing becomes real containers on LXD and leaves nothing behind",
  { tag: "@desktop" },
  async ({ labwright }) => {
    test.setTimeout(240_000);
    const { page, data } = labwright;
    const lxd = await startLxd();
    try {
      importBusybox(lxd);
      const before = await lxd.listing();
      const design = new DesignPage(page);
      const live = new LivePage(page);
      await expect(design.connection).toHaveText("Lab connected");
      addPool(data, "Real LXD", lxd.socket);

      await new StartPage(page).openExample("Small lab");
      await live.openSendDialog();
      await live.send("Real LXD");
      await expect(live.bar).toContainText("Ready", { timeout: 120_000 });
      await expect(design.node("lab-a1")).toContainText("Running");
      expect(await lxd.listing()).not.toEqual(before);

      // A console in one machine reaches another over the real router.
      await live.openConsole("lab-a2");
      await live.type("ping -c1 -W5 10.10.2.2 && echo over-the-$(echo router)");
      await expect(live.terminal.locator(".xterm-rows")).toContainText("over-the-router");

      await live.release();
      await expect(live.bar).toContainText("Released", { timeout: 120_000 });
      expect(await lxd.listing()).toEqual(before);
    } finally {
      await lxd.close();
    }
  },
);

/** As a lab admin does it on the same machine. */
function addPool(data: string, name: string, socket: string): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    [inClone("electron/cli/labwright.mjs"), "pool", "add", "--name", name, "--socket", socket],
    { env: { ...process.env, LABWRIGHT_DATA: data }, encoding: "utf8" },
  );
  expect(status, stderr).toBe(0);
}
