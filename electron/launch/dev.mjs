import { once } from "node:events";
import { createServer as createTcpServer } from "node:net";
import { join } from "node:path";
import { install } from "./install.mjs";
import { onNode24 } from "./on-node-24.mjs";
import { ROOT } from "./runtime.mjs";

// `npm run dev`: the page by Vite, with hot reload, and the daemon from its sources behind it, in a browser.
// A changed daemon is restarted by pressing Ctrl-C and starting again; the data stays.

await install();
onNode24();
const { createServer } = await import("vite");
const { startBundled, showAddress } = await import("./browser.mjs");

const port = await freePort();
const page = `http://127.0.0.1:${port}/`;
const daemon = await startBundled(join(ROOT, "electron/daemon/main.ts"), [new URL(page).origin]);
const behind = { target: daemon.url, changeOrigin: true };
const server = await createServer({
  configFile: join(ROOT, "renderer/vite.config.ts"),
  server: {
    host: "127.0.0.1",
    port,
    strictPort: true,
    proxy: {
      "/rpc": { ...behind, ws: true },
      ...Object.fromEntries(["/login", "/logout", "/ticket", "/api"].map((path) => [path, behind])),
    },
  },
});
await server.listen();
await showAddress(daemon, page);
daemon.process.once("exit", () => void server.close());

async function freePort() {
  const probe = createTcpServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address !== null ? address.port : 5173;
}
