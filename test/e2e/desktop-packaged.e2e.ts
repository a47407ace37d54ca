import { FuseV1Options, FuseState, getCurrentFuseWire } from "@electron/fuses";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DesktopBridge } from "../../shared/protocol/desktop-bridge.ts";
import { startPostgres, type PostgresServer } from "../support/postgres.ts";
import { DesignPage } from "./pages/design-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { packApp, runPackaged, type PackagedApp } from "./support/packaged.ts";
import { inClone } from "./support/paths.ts";
import { expect, test } from "./support/test.ts";

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly labwright?: DesktopBridge;
  }
}

// Electron's security checklist and the fuses, on the app as it is shipped. One app for all of them.
test.describe.configure({ mode: "serial", timeout: 60_000 });
// The recorder puts scripts of its own into the page and waits for them.
test.use({ trace: "off" });

const VERBS = [
  "changeSettings",
  "closeFile",
  "daemonTicket",
  "discardDraft",
  "exportFile",
  "keepVersion",
  "listVersions",
  "moveVersions",
  "newWindow",
  "onDaemonChange",
  "onFileChange",
  "onMenuCommand",
  "onOpenFiles",
  "openDropped",
  "openFile",
  "openRecent",
  "platform",
  "printPdf",
  "readVersion",
  "recoverDrafts",
  "removeVersions",
  "saveDraft",
  "saveFile",
  "setDocumentState",
  "settings",
  "stopPrinting",
];

let folder = "";
let executable = "";
let postgres: PostgresServer;
let app: PackagedApp;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = await mkdtemp(join(tmpdir(), "labwright-packaged-"));
  postgres = await startPostgres();
  executable = packApp(folder);
  app = await runPackaged({ executable, folder, database: await postgres.createDatabase() });
});

test.afterAll(async () => {
  await app?.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

test("starts, and its bundled daemon answers", async () => {
  await expect(new StartPage(app.page).heading).toBeVisible();
  await expect(new DesignPage(app.page).connection).toHaveText("Lab connected");
});

test("19: the fuses are set", async () => {
  const wire = await getCurrentFuseWire(executable);
  const on = FuseState.ENABLE;
  const off = FuseState.DISABLE;
  expect(wire[FuseV1Options.RunAsNode]).toBe(off);
  expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(off);
  expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(off);
  expect(wire[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(off);
  expect(wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]).toBe(off);
  expect(wire[FuseV1Options.EnableCookieEncryption]).toBe(on);
  expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(on);
  expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(on);
});

test("1, 18: everything comes by the app's own scheme, nothing by file or network", async () => {
  const addresses: string[] = [];
  app.page.on("request", (request) => addresses.push(request.url()));
  await app.page.reload();
  await expect(new StartPage(app.page).heading).toBeVisible();
  expect(addresses.length).toBeGreaterThan(2);
  expect(
    addresses.filter((address) => !/^(app:\/\/labwright\/|data:|blob:)/.test(address)),
  ).toEqual([]);
  expect(await fails("file:///etc/passwd")).toBe(true);
  expect(await fails("app://elsewhere/index.html")).toBe(true);
});

test("2, 3, 20: the page has the named verbs and nothing of Node or Electron", async () => {
  const found = await app.page.evaluate(() => ({
    globals: ["require", "process", "module", "Buffer", "global", "ipcRenderer"].filter(
      (name) => name in window,
    ),
    verbs: Object.keys(window.labwright ?? {}).toSorted((a, b) => a.localeCompare(b)),
    replaced: Reflect.set(window, "labwright", {}),
    extended: window.labwright !== undefined && Reflect.set(window.labwright, "openFile", null),
  }));
  expect(found).toEqual({ globals: [], verbs: VERBS, replaced: false, extended: false });
});

test("4: the page's process is sandboxed by the kernel", () => {
  const renderers = app.processes().filter(({ command }) => command.includes("--type=renderer"));
  expect(renderers.length).toBeGreaterThan(0);
  // 2: a filter decides on each system call.
  for (const { seccomp } of renderers) expect(seccomp).toBe("2");
  for (const { command } of app.processes()) expect(command).not.toContain("--no-sandbox");
});

test("6, 8, 9, 10: no protection of Chromium's is switched off", () => {
  for (const { command } of app.processes())
    expect(command).not.toMatch(
      /--(disable-web-security|allow-running-insecure-content|enable-blink-features|enable-experimental)/,
    );
});

test("5: every permission is denied", async () => {
  const answers = await app.page.evaluate(async () => {
    const names = [
      "geolocation",
      "notifications",
      "camera",
      "microphone",
      "midi",
      "clipboard-read",
    ];
    const states = names.map(async (name) => {
      const { state } = await navigator.permissions.query({ name: name as PermissionName });
      return state;
    });
    const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => "granted",
      () => "denied",
    );
    return [...(await Promise.all(states)), media, await Notification.requestPermission()];
  });
  expect(new Set(answers)).toEqual(new Set(["denied"]));
});

test("7: the content security policy stops scripts from anywhere else", async () => {
  const policy = await app.page.evaluate(async () =>
    (await fetch("/")).headers.get("content-security-policy"),
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval';/);
  // HiGHS is WebAssembly, which is compiled and not evaluated.
  expect(policy).not.toContain("'unsafe-eval'");
  const ran = await app.page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    script.remove();
    return "ran" in window;
  });
  expect(ran).toBe(false);
  expect(await fails("https://example.com/")).toBe(true);
});

test("11, 12: there are no webviews", async () => {
  const isWebview = await app.page.evaluate(() => {
    const element = document.createElement("webview");
    document.body.append(element);
    const able = "loadURL" in element || "getWebContentsId" in element;
    element.remove();
    return able;
  });
  expect(isWebview).toBe(false);
});

test("13, 14: the window goes nowhere else and opens no other", async () => {
  const opened = await app.page.evaluate(() => window.open("https://example.com/") !== null);
  expect(opened).toBe(false);
  const address = await app.page.evaluate(async () => {
    const link = document.createElement("a");
    link.href = "https://example.com/";
    document.body.append(link);
    link.click();
    link.remove();
    window.location.assign("file:///etc/passwd");
    // A navigation that was let through would end this page before the answer.
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
    return window.location.href;
  });
  expect(address).toBe("app://labwright/");
  // Playwright waits for the refused navigation until there is another one.
  await app.page.reload();
  expect(app.page.context().pages()).toHaveLength(1);
});

test("15: nothing that the page says is handed to the system to open", async () => {
  const main = await readFile(inClone("dist/main/main.js"), "utf8");
  expect(main).not.toContain("openExternal");
});

test("16: it is built on a current Electron", async () => {
  const { devDependencies } = JSON.parse(await readFile(inClone("package.json"), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  expect(Number(devDependencies["electron"]?.split(".")[0])).toBeGreaterThanOrEqual(45);
});

test("17: a frame inside the page has no bridge, and odd arguments are refused", async () => {
  const inFrame = await app.page.evaluate(() => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const has = frame.contentWindow !== null && "labwright" in frame.contentWindow;
    frame.remove();
    return has;
  });
  expect(inFrame).toBe(false);
  const answers = await app.page.evaluate(async () => {
    const call = (work: (() => Promise<unknown>) | undefined): Promise<unknown> =>
      work === undefined
        ? Promise.resolve("no bridge")
        : work().then(
            (value) => value,
            () => "refused",
          );
    const { labwright } = window;
    // What TypeScript forbids a page that was taken over may still send.
    const raw = labwright as unknown as Record<string, (argument: unknown) => Promise<unknown>>;
    return {
      odd: await call(() => raw["openRecent"]!({ path: 3 })),
      recent: await call(() => raw["changeSettings"]!({ colorScheme: "pink" })),
      foreign: await call(() => raw["openRecent"]!("/etc/passwd")),
    };
  });
  expect(answers).toMatchObject({ odd: "refused", recent: "refused", foreign: { ok: false } });
});

test("a script in a text field is text", async () => {
  const attack = `"><img src=x onerror="window.attacked=1"><script>window.attacked=1</script>`;
  await new StartPage(app.page).newDesign();
  const design = new DesignPage(app.page);
  await design.fill("Design name", attack);
  await design.fill("Description", attack);
  await design.place("Machine", 0.4, 0.4);
  await design.node("machine-1").click();
  await design.fill("Name", attack);
  await design.tab(/^Problems/).click();
  await expect(design.problems.filter({ hasText: "onerror" }).first()).toBeVisible();
  await design.tab(/^Cost/).click();
  await expect(app.page.getByRole("tabpanel").getByText("onerror").first()).toBeVisible();
  expect(await app.page.evaluate(() => "attacked" in window)).toBe(false);
});

/** Whether the page's fetch of an address is refused or finds nothing. */
function fails(address: string): Promise<boolean> {
  return app.page.evaluate(
    (url) =>
      fetch(url).then(
        ({ ok }) => !ok,
        () => true,
      ),
    address,
  );
}
