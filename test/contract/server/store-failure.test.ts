import { once } from "node:events";
import { expect, test } from "vitest";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import type { Store } from "../../../electron/daemon/store/store.ts";
import { connect } from "../../support/daemon-client.ts";
import { startInnerDaemon } from "../../support/inner-daemon.ts";

/** A store whose disk is full from some moment on. */
function breakable(store: Store): { store: Store; break(): void } {
  let broken = false;
  const failing = new Proxy(store, {
    get(target, key) {
      const verb: unknown = Reflect.get(target, key);
      if (typeof verb !== "function" || key === "close") return verb;
      return (...parameters: unknown[]): unknown =>
        broken
          ? Promise.reject(new FaultError(fault("store-failed", { detail: "disk full" })))
          : Reflect.apply(verb, target, parameters);
    },
  });
  return { store: failing, break: () => (broken = true) };
}

test("once the store fails nothing is acknowledged, and the daemon ends", async () => {
  let disk: ReturnType<typeof breakable> | null = null;
  const inner = await startInnerDaemon({}, (store) => (disk = breakable(store)).store);
  const { client, socket } = await connect(inner.daemon.url, inner.secret);
  expect((await attempt(client.users.list())).ok).toBe(true);
  disk!.break();
  const refused = await attempt(client.users.create({ name: "Ada", roles: ["customer"] }));
  expect(refused).toMatchObject({ ok: false, error: { code: "store-failed" } });
  await expect(inner.daemon.done).rejects.toThrow("disk full");
  const closed = once(socket, "close");
  await inner.stop();
  await closed;
});
