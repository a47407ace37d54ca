import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { openGateway, verb } from "./gateway.ts";

type Handler = (event: unknown, argument: unknown) => unknown;
const handlers = vi.hoisted(() => new Map<string, Handler>());
vi.mock("electron", () => ({
  ipcMain: { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) },
}));

const ran: unknown[] = [];

beforeEach(() => {
  ran.length = 0;
  handlers.clear();
  openGateway({
    open: verb(z.strictObject({ path: z.string().max(10) }), (argument) => {
      ran.push(argument);
      return "opened";
    }),
  });
});

/** A call as Electron hands it on, from a frame at this address. */
function call(address: string | null, argument: unknown, isMainFrame = true): unknown {
  const senderFrame = address === null ? null : { url: address };
  const sender = { mainFrame: isMainFrame ? senderFrame : { url: "app://labwright/" } };
  const handler = handlers.get("labwright:open");
  if (handler === undefined) throw new Error("The verb has no handler.");
  return handler({ senderFrame, sender }, argument);
}

describe("the gateway", () => {
  it("lets the page's own main frame through, with a good argument", () => {
    expect(call("app://labwright/", { path: "a" })).toBe("opened");
    expect(call("app://labwright/index.html#x", { path: "a" })).toBe("opened");
    expect(ran).toEqual([{ path: "a" }, { path: "a" }]);
  });

  it.each([
    "https://example.com/",
    "app://labwright.example.com/",
    "app://evil@labwright/",
    "app://labwright:80/",
    "app://other/",
    "apps://labwright/",
    "file:///app://labwright/",
    "about:blank",
    "",
  ])("refuses a frame at %s", (address) => {
    expect(() => call(address, { path: "a" })).toThrow("not the Labwright page");
    expect(ran).toEqual([]);
  });

  it("refuses a frame that is gone, and one inside the page", () => {
    expect(() => call(null, { path: "a" })).toThrow("not the Labwright page");
    expect(() => call("app://labwright/", { path: "a" }, false)).toThrow("not the Labwright page");
    expect(ran).toEqual([]);
  });

  it.each([
    [undefined],
    [null],
    ["a"],
    [{}],
    [{ path: 3 }],
    [{ path: "a", more: 1 }],
    [{ path: "far too long" }],
  ])("refuses the argument %j", (argument) => {
    expect(() => call("app://labwright/", argument)).toThrow("takes no such argument");
    expect(ran).toEqual([]);
  });
});
