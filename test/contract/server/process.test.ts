import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { localSocketPath } from "../../../electron/node/data-directory.ts";
import { spawnDaemon } from "../../../electron/node/spawn-daemon.ts";
import { createClient, SUBPROTOCOL } from "../../../shared/protocol/client.ts";
import { connect } from "../../support/daemon-client.ts";
import { SHIPPED_DAEMON } from "../../support/shipped-daemon.ts";
import { waitFor } from "../../support/wait-for.ts";

const SPAWN = new URL("../../../electron/node/spawn-daemon.ts", import.meta.url).href;

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "labwright-"));
});
afterEach(async () => rm(directory, { recursive: true, force: true }));

/** A bundled daemon, as the desktop app has it. */
async function bundled(...parameters: string[]) {
  return spawnDaemon({
    entry: SHIPPED_DAEMON,
    parameters: ["--data", directory, ...parameters],
  });
}

/** Runs a standalone daemon until it says something on its error output that matches, or ends. */
async function standalone(parameters: readonly string[], until: RegExp) {
  const child = spawn(process.execPath, [SHIPPED_DAEMON, "--data", directory, ...parameters], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  await waitFor("the daemon to speak", () => until.test(said) || child.exitCode !== null);
  return {
    child,
    said: () => said,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

describe("a daemon that cannot start says why", () => {
  test("the data directory belongs to another daemon", async () => {
    const first = await bundled();
    if (!first.ok) throw new Error(first.error.code);
    expect(await bundled()).toMatchObject({ ok: false, error: { code: "data-directory-locked" } });
    await first.value.stop();
    const after = await bundled();
    expect(after.ok).toBe(true);
    if (after.ok) await after.value.stop();
  });

  test("the port is in use", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const refused = await bundled("--listen", `127.0.0.1:${port}`);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: "port-in-use", parameters: { port } },
    });
    server.close();
  });

  test.each([
    ["tls-required", ["--listen", "0.0.0.0:0"]],
    ["option-invalid", ["--listen", "here"]],
    ["option-invalid", ["--listne", "127.0.0.1:1"]],
    ["option-invalid", ["--tls-certificate", "/nowhere", "--tls-key", "/nowhere"]],
    ["option-invalid", ["--listen", "127.0.0.1:70000"]],
  ])("%s: %j", async (code, parameters) => {
    const daemon = await standalone(parameters, /never/);
    expect(daemon.said()).toContain(`[${code}]`);
    expect(daemon.child.exitCode).toBe(1);
  });

  test("a damaged database", async () => {
    const first = await bundled();
    if (!first.ok) throw new Error(first.error.code);
    await first.value.stop();
    await writeFile(join(directory, "labwright.sqlite"), "not a database at all".repeat(1000));
    expect(await bundled()).toMatchObject({ ok: false, error: { code: "store-failed" } });
  });
});

describe("a bundled daemon", () => {
  test("ends when its parent does, however that ended", async () => {
    const script = join(directory, "parent.mjs");
    await writeFile(
      script,
      `import { spawnDaemon } from ${JSON.stringify(SPAWN)};
       const daemon = await spawnDaemon({
         entry: ${JSON.stringify(SHIPPED_DAEMON)},
         parameters: ["--data", ${JSON.stringify(join(directory, "data"))}],
       });
       console.log(daemon.value.process.pid);
       setInterval(() => undefined, 1000);`,
    );
    const parent = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(String(line));
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    await waitFor("the daemon to end", () => !isAlive(pid));
  });

  test("keeps everything over a restart, and knows only its own secret", async () => {
    const first = await bundled();
    if (!first.ok) throw new Error(first.error.code);
    const one = await connect(first.value.url, first.value.secret);
    const user = await one.client.users.create({ name: "Ada", roles: ["customer"] });
    one.socket.terminate();
    await first.value.stop();
    const second = await bundled();
    if (!second.ok) throw new Error(second.error.code);
    expect(second.value.secret).not.toBe(first.value.secret);
    const two = await connect(second.value.url, second.value.secret);
    expect((await two.client.users.list()).map(({ id }) => id)).toContain(user.id);
    expect((await two.client.pools.list()).map(({ name }) => name)).toEqual(["Simulated lab"]);
    two.socket.terminate();
    await second.value.stop();
  });
});

describe("a standalone daemon", () => {
  test("shows the first operator's token once, keeps it nowhere, and stops in order", async () => {
    const first = await standalone(["--listen", "127.0.0.1:0"], /lw_[0-9a-f]{64}/);
    const token = /lw_[0-9a-f]{64}/.exec(first.said())?.[0] ?? "";
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(first.said())?.[0] ?? "";
    const { client, socket } = await connect(url, token);
    expect((await client.system.about()).user.roles).toContain("operator");
    socket.terminate();
    await first.stop();
    expect(first.child.exitCode).toBe(0);
    const stored = await readFile(join(directory, "labwright.sqlite"), "latin1");
    expect(stored).not.toContain(token);
    const second = await standalone(["--listen", "127.0.0.1:0"], /Labwright daemon at/);
    expect(second.said()).not.toMatch(/lw_/);
    await second.stop();
  });

  test("knows whoever may open its socket file, and nobody else may", async () => {
    const daemon = await standalone(["--listen", "127.0.0.1:0"], /Labwright daemon at/);
    const path = localSocketPath(directory)!;
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    const socket = new WebSocket(`ws+unix:${path}:/rpc`, [SUBPROTOCOL]);
    await once(socket, "open");
    expect((await createClient(socket).system.about()).user.name).toBe("You");
    socket.terminate();
    await daemon.stop();
  });
});

describe("a daemon that listens to the network", () => {
  test("speaks TLS 1.3 only, under the names of its certificate", async () => {
    const certificate = join(directory, "certificate.pem");
    const key = join(directory, "key.pem");
    // Debian and Ubuntu have it; without it this cannot be shown.
    execFileSync(
      "openssl",
      [
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=lab.example",
        "-addext subjectAltName=DNS:lab.example,DNS:localhost -days 2",
        `-keyout ${key} -out ${certificate}`,
      ].flatMap((words) => words.split(" ")),
      { stdio: "ignore" },
    );
    const started = await bundled(
      "--listen",
      "0.0.0.0:0",
      "--tls-certificate",
      certificate,
      "--tls-key",
      key,
    );
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    const { url, secret } = started.value;
    expect(url).toMatch(/^https:\/\/lab\.example:\d+$/);
    const { port } = new URL(url);
    const ca = await readFile(certificate);
    const open = async (host: string, options: object = {}) => {
      const socket = new WebSocket(`wss://localhost:${port}/rpc`, [SUBPROTOCOL], {
        ca,
        headers: { host, authorization: `Bearer ${secret}` },
        ...options,
      });
      return new Promise<string>((resolve) => {
        socket.once("open", () => {
          resolve("open");
          socket.terminate();
        });
        socket.once("unexpected-response", (_, response) => resolve(String(response.statusCode)));
        socket.once("error", (error) => resolve(error.message));
      });
    };
    expect(await open(`localhost:${port}`)).toBe("open");
    expect(await open(`lab.example:${port}`)).toBe("open");
    expect(await open(`evil.example:${port}`)).toBe("403");
    expect(await open(`localhost:${port}`, { maxVersion: "TLSv1.2" })).toMatch(
      /protocol|version|alert/i,
    );
    await started.value.stop();
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
