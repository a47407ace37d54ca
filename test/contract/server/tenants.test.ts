import { parse } from "@optique/core/parser";
import { expect, test } from "vitest";
import { COMMANDS } from "../../../electron/cli/commands/index.ts";
import type { Terminal } from "../../../electron/cli/terminal.ts";
import { ROLES, type Role } from "../../../shared/protocol/roles.ts";
import { connect } from "../../support/daemon-client.ts";
import { startInnerDaemon, type InnerDaemon } from "../../support/inner-daemon.ts";
import { describeStores, type StoreEngine } from "../../support/store-engines.ts";
import { waitFor } from "../../support/wait-for.ts";

// A customer whose last token is lost is let in again by whoever runs the lab, and both can read that later.

type Run = (...parameters: string[]) => Promise<{ code: number | "usage"; out: string }>;

/** The command line of somebody who comes in by this token. */
function commandLine({ daemon }: InnerDaemon, token: string): Run {
  return async (...parameters) => {
    const out: string[] = [];
    const terminal: Terminal = {
      out: (line) => void out.push(line),
      note: () => {},
      write: (_stream, data) => void out.push(String(data)),
      input: process.stdin,
      isScreen: false,
      columns: 80,
      rows: 24,
      environment: { LABWRIGHT_TOKEN: token },
      now: () => Date.now(),
    };
    const parsed = parse(COMMANDS, [...parameters, "--daemon", daemon.url]);
    if (!parsed.success) return { code: "usage", out: "" };
    return { code: await parsed.value(terminal), out: out.join("\n") };
  };
}

/** A lab with its operator, and a customer with one person and one token. */
async function withLab(
  engine: StoreEngine,
  tried: (lab: { inner: InnerDaemon; lab: Run; lost: string }) => Promise<void>,
): Promise<void> {
  const inner = await startInnerDaemon({ store: await engine.open() });
  try {
    const operator = await inner.addUser("lab", ["operator"], "Lena");
    const { token: lost } = await inner.addUser("acme", ["architect", "customer"], "Ada");
    await tried({ inner, lab: commandLine(inner, operator.token), lost });
  } finally {
    await inner.stop();
  }
}

describeStores("the people of a customer, by the lab's operator,", (engine) => {
  test("get a new token, the old one ends at once, and both histories say who did it", () =>
    withLab(engine, async ({ inner, lab, lost }) => {
      const open = await connect(inner.daemon.url, lost);
      const issued = await lab("token", "issue", "Ada", "--label", "new", "--tenant", "acme");
      expect(issued.code).toBe(0);
      const ada = commandLine(inner, issued.out);
      const before = await lab("token", "list", "--tenant", "acme", "--json");
      const old = (JSON.parse(before.out) as { id: string; label: string }[]).find(
        ({ label }) => label === "Ada",
      )!;
      expect((await lab("token", "revoke", old.id, "--tenant", "acme")).code).toBe(0);
      await waitFor("the old session ends", () => open.socket.readyState === WebSocket.CLOSED);
      expect((await commandLine(inner, lost)("user", "history")).code).not.toBe(0);
      const [mine, theirs] = await Promise.all([ada("user", "history"), lab("user", "history")]);
      for (const { out } of [mine, theirs]) {
        expect(out).toContain("Lena of lab issued the token “new” to Ada of acme");
        expect(out).toContain("Lena of lab revoked the token “Ada” of Ada of acme");
      }
    }));

  test("are added and shut out, each act told to their tenant", () =>
    withLab(engine, async ({ inner, lab, lost }) => {
      const of = ["--tenant", "acme"] as const;
      expect((await lab("user", "add", "Bela", "--role", "customer", ...of)).code).toBe(0);
      const { out: token } = await lab("token", "issue", "Bela", ...of);
      const bela = await connect(inner.daemon.url, token);
      expect((await bela.client.system.about()).tenant.id).toBe("acme");
      expect((await lab("user", "remove", "Bela", ...of)).code).toBe(0);
      await waitFor("the old session ends", () => bela.socket.readyState === WebSocket.CLOSED);
      const { out: listed } = await lab("user", "list", ...of);
      expect(listed).toMatch(/Bela +customer +no/);
      const ada = await connect(inner.daemon.url, lost);
      const events = await ada.client.events.history({});
      const told = events.flatMap(({ body }) =>
        body.type === "people" ? [body.change.body.type] : [],
      );
      expect(told).toEqual(["user-removed", "token-issued", "user-added"]);
      ada.socket.terminate();
    }));

  test("get no role that reaches beyond their tenant", () =>
    withLab(engine, async ({ inner, lab }) => {
      for (const role of ["operator", "lab-admin"]) {
        const tried = await lab("user", "add", "Bela", "--role", role, "--tenant", "acme");
        expect(tried.code).not.toBe(0);
      }
      expect((await inner.store.listUsers("acme")).map(({ name }) => name)).toEqual(["Ada"]);
      expect(await inner.store.peopleChanges("acme", null, 10)).toEqual([]);
    }));

  test("are nobody else's to let in or shut out, their own tenant's least of all", () =>
    withLab(engine, async ({ inner }) => {
      const others = ROLES.filter((role) => role !== "operator");
      const askers: readonly (readonly [string, Role])[] = [
        ...others.map((role) => ["lab", role] as const),
        ...others.map((role) => ["acme", role] as const),
      ];
      const before = await inner.store.listTokens("acme");
      for (const [tenant, role] of askers) {
        const { token } = await inner.addUser(tenant, [role]);
        const asker = commandLine(inner, token);
        for (const act of [
          ["user", "list"],
          ["user", "add", "Mallory", "--role", "customer"],
          ["user", "remove", "Ada"],
          ["token", "issue", "Ada"],
          ["token", "revoke", before[0]!.id],
        ])
          expect(
            (await asker(...act, "--tenant", "acme")).code,
            `${role}: ${act.join(" ")}`,
          ).not.toBe(0);
      }
      const tokens = await inner.store.listTokens("acme");
      expect(tokens.every(({ revokedAt }) => revokedAt === null)).toBe(true);
      expect((await inner.store.listUsers("acme")).map(({ name }) => name)).not.toContain(
        "Mallory",
      );
      expect(await inner.store.peopleChanges("acme", null, 10)).toEqual([]);
    }));

  test("of a tenant that is nowhere are not made", () =>
    withLab(engine, async ({ inner, lab }) => {
      const tried = await lab("user", "add", "Bela", "--role", "customer", "--tenant", "nowhere");
      expect(tried.code).not.toBe(0);
      expect((await inner.store.listTenants()).map(({ id }) => id)).not.toContain("nowhere");
    }));
});
