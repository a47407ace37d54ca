import { randomBytes } from "node:crypto";
import { createIncusDriver } from "../../electron/daemon/drivers/incus/driver.ts";
import { instanceName, projectName } from "../../electron/daemon/drivers/incus/stamp.ts";
import { describeDriver, type DriverHarness } from "../contract/driver-suite.ts";
import { importBusybox } from "../support/images.ts";
import { startLxd, type LxdServer } from "../support/lxd.ts";

describeDriver("incus on a real LXD", { restarts: true, realShell: true }, openIncus);

async function openIncus(): Promise<DriverHarness> {
  const server = await startLxd();
  importBusybox(server);
  const driver = createIncusDriver({ socket: server.socket });
  return {
    driver,
    listing: () => server.listing(),
    restart: async ({ managementId }, instance) => {
      const project = ["--project", projectName(managementId)];
      server.lxc("restart", "--force", instanceName(instance), ...project);
    },
    makeForeign: async () => {
      makeForeign(server);
    },
    close: async () => {
      await driver.close();
      await server.close();
    },
  };
}

/** A neighbour who works on the same server, in names that look like ours. */
function makeForeign(server: LxdServer): void {
  const network = `lw${randomBytes(5).toString("hex")}`;
  server.lxc("network", "create", network, "ipv4.address=none", "ipv6.address=none");
  server.lxc("project", "create", "labwright-foreign", "-c", "features.images=false");
  const inside = ["--project", "labwright-foreign"];
  server.lxc("launch", "labwright-busybox", "web", "-s", "default", "-n", network, ...inside);
  server.lxc("storage", "volume", "create", "default", "data", ...inside);
}
