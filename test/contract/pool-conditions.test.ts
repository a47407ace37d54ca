import { expect, test } from "vitest";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import { faultOf } from "../../shared/protocol/errors.ts";
import { connect } from "../support/daemon-client.ts";
import { startInnerDaemon } from "../support/inner-daemon.ts";
import { describeStores } from "../support/store-engines.ts";

// Hundreds of things go out of use by one decision, and back by one.

const HOSTS = 400;

describeStores("things put back to use", (engine) => {
  const inLab = async (
    work: (lab: {
      readonly admin: LabwrightClient;
      readonly id: string;
      readonly hosts: readonly string[];
      /** How often every window was told what is out of use. */
      readonly told: () => Promise<number>;
    }) => Promise<void>,
  ): Promise<void> => {
    const inner = await startInnerDaemon({ store: await engine.open() });
    const { token } = await inner.addUser("acme", ["lab-admin"]);
    const { client: admin, socket } = await connect(inner.daemon.url, token);
    try {
      const connection = { driver: "simulated", hosts: HOSTS, speed: 1000 } as const;
      const { id, resources } = await admin.pools.add({ name: "Lab", connection });
      const hosts = resources.hosts.map((host) => host.id);
      const told = async (): Promise<number> => {
        const history = await admin.events.history({ limit: 500 });
        return history.filter(({ body }) => body.type === "pool-conditions").length;
      };
      await work({ admin, id, hosts, told });
    } finally {
      socket.terminate();
      await inner.stop();
    }
  };
  const drain = async (admin: LabwrightClient, id: string, hosts: readonly string[]) => {
    const [scope, ...also] = hosts.map((host) => ({ sort: "host", id: host }) as const);
    const start = new Date().toISOString();
    const why = "New floor";
    const begin = { id, kind: "draining", scope: scope!, also, start, end: null, why } as const;
    const { pool } = await admin.pools.beginCondition(begin);
    return pool.conditions.map((condition) => condition.id);
  };
  /** Scope and condition of each line about conditions, the newest first. */
  const history = async (admin: LabwrightClient, id: string) => {
    const lines = [];
    for (let before: number | null = null; ;) {
      const page = await admin.pools.changes({ id, before, limit: 200 });
      lines.push(...page);
      if (page.length < 200) break;
      before = page.at(-1)!.number;
    }
    return lines.flatMap(({ body, by, at }) =>
      body.type === "condition-begun" || body.type === "condition-ended"
        ? [{ type: body.type, by, at, condition: body.condition }]
        : [],
    );
  };

  test("all by one call, of which each thing has its line in the history and windows are told once", async () => {
    await inLab(async ({ admin, id, hosts, told }) => {
      const conditions = await drain(admin, id, hosts);
      expect(conditions).toHaveLength(HOSTS);
      const before = await told();
      const [condition, ...also] = conditions.slice(0, -1);
      const { pool, ...ended } = await admin.pools.endCondition({
        id,
        condition: condition!,
        also,
      });
      expect(pool.conditions.map((one) => one.scope.id)).toEqual(hosts.slice(-1));
      expect(ended).toEqual({ ended: [condition, ...also], endedBefore: [] });
      expect(await told()).toBe(before + 1);
      const lines = await history(admin, id);
      const over = lines.filter(({ type }) => type === "condition-ended");
      expect(over.map((one) => one.condition.scope.id).toReversed()).toEqual(hosts.slice(0, -1));
      expect(new Set(over.map(({ by, at }) => `${by} ${at}`)).size).toBe(1);
      expect(lines).toHaveLength(2 * HOSTS - 1);
    });
  });

  test("what somebody else has ended is told, and each is ended once, whoever is faster", async () => {
    await inLab(async ({ admin, id, hosts }) => {
      const [a, b, c, d] = (await drain(admin, id, hosts.slice(0, 4))) as [string, ...string[]];
      const answers = await Promise.all([
        admin.pools.endCondition({ id, condition: a, also: [b!, c!] }),
        admin.pools.endCondition({ id, condition: d!, also: [c!, b!] }),
      ]);
      const [first, second] = answers;
      const all = [...first.ended, ...second.ended];
      expect(all).toHaveLength(4);
      expect(new Set(all)).toEqual(new Set([a, b, c, d]));
      expect(new Set([...first.endedBefore, ...second.endedBefore])).toEqual(new Set([b, c]));
      const over = async () =>
        (await history(admin, id)).filter(({ type }) => type === "condition-ended");
      expect(await over()).toHaveLength(4);
      const again = admin.pools.endCondition({ id, condition: a, also: [b!] });
      const fault = await again.then(() => null, faultOf);
      expect(fault).toMatchObject({ code: "not-found", parameters: { id: a } });
      expect(await over()).toHaveLength(4);
    });
  });
});
