import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Driver, EnvironmentReference } from "../../electron/daemon/drivers/driver.ts";
import type { DesiredState } from "../../shared/plan/desired.ts";
import type { ObservedState } from "../../shared/plan/observed.ts";
import { planSteps, teardownSteps } from "../../shared/plan/plan.ts";
import type { Step } from "../../shared/plan/step.ts";
import { applyNow, converge, observeNow } from "../support/converge.ts";
import { changedLab, smallLab } from "../support/lab-state.ts";
import { runCommand } from "../support/run-command.ts";

/** A driver with a lab behind it, and ways to look at the lab and to trouble it past the driver. */
export interface DriverHarness {
  readonly driver: Driver;
  /** Everything there is in the lab, in whatever words, sorted. */
  listing(): Promise<readonly string[]>;
  /** Restarts an instance as its user would, behind the driver's back. */
  readonly restart?: (environment: EnvironmentReference, instance: string) => Promise<void>;
  /** Makes things that are not Labwright's, as like to them as the lab allows. */
  readonly makeForeign?: () => Promise<void>;
  close(): Promise<void>;
}

/** What the lab behind a driver is, beside what the driver says of itself. */
interface LabTraits {
  /** Its machines can be restarted past the driver. */
  readonly restarts: boolean;
  /** Commands run in a real shell. */
  readonly realShell: boolean;
}

const never = new AbortController().signal;

/** What every driver must do, whatever it drives. */
export function describeDriver(
  name: string,
  lab: LabTraits,
  open: () => Promise<DriverHarness>,
): void {
  describe(`driver ${name}`, () => {
    let harness: DriverHarness;
    let driver: Driver;
    let before: readonly string[];
    let host: string;
    const made: EnvironmentReference[] = [];

    const environment = (label: string): EnvironmentReference => {
      const managementId = randomBytes(16).toString("hex");
      const reference = { managementId, name: label, desired: smallLab(managementId, host) };
      made.push(reference);
      return reference;
    };
    const remove = (reference: EnvironmentReference): Promise<void> =>
      applyNow(driver, reference, { type: "remove-environment" });

    beforeAll(async () => {
      harness = await open();
      driver = harness.driver;
      await harness.makeForeign?.();
      before = await harness.listing();
      const resources = await driver.discover(never);
      host = resources.ok ? resources.value.hosts[0]!.id : "none";
    });
    afterEach(async () => {
      for (const reference of made.splice(0)) await remove(reference);
      expect(await harness.listing()).toEqual(before);
    });
    afterAll(() => harness?.close());

    test("discovers hosts that can hold an environment", async () => {
      const resources = await driver.discover(never);
      if (!resources.ok) throw new Error(JSON.stringify(resources.error));
      const [host] = resources.value.hosts;
      expect(host?.state).toBe("up");
      expect(host?.cores).toBeGreaterThanOrEqual(1);
      expect(host?.memoryMiB).toBeGreaterThan(0);
      expect(host?.diskGiB).toBeGreaterThan(0);
    });

    test("every step done twice ends the same, and observe shows just what was done", async () => {
      const reference = environment("twice");
      const empty = await observeNow(driver, reference);
      expect(empty).toMatchObject({ present: false, networks: [], volumes: [], instances: [] });
      await converge(driver, reference, async (step) => {
        await applyNow(driver, reference, step);
        const once = await observeNow(driver, reference);
        const listing = await harness.listing();
        expectDone(step, once);
        await applyNow(driver, reference, step);
        expect(sorted(await observeNow(driver, reference))).toEqual(sorted(once));
        expect(await harness.listing()).toEqual(listing);
      });
      expectComplete(reference, await observeNow(driver, reference));
    });

    test("every step cut off at some moment and done again ends the same", async () => {
      const reference = environment("cut off");
      let patience = 0;
      await converge(driver, reference, async (step) => {
        // Ever later: some are cut before the lab hears of them, some in the middle, some not at all.
        patience = (patience + 7) % 60;
        // Whether that is a fault or a throw is the caller's own doing.
        await driver.apply(reference, step, AbortSignal.timeout(patience)).catch(() => undefined);
        await applyNow(driver, reference, step);
        expectDone(step, await observeNow(driver, reference));
      });
      expectComplete(reference, await observeNow(driver, reference));
      const things = (await harness.listing()).length;
      await remove(reference);
      const smooth = environment("smooth");
      await converge(driver, smooth);
      expect((await harness.listing()).length).toBe(things);
    });

    test("inventory knows an environment from its first thing to its last", async () => {
      const reference = environment("inventory");
      const { managementId } = reference;
      expect(await inventoryOf(driver)).not.toContain(managementId);
      await applyNow(driver, reference, { type: "create-environment" });
      expect(await inventoryOf(driver)).toContain(managementId);
      await converge(driver, reference);
      for (const wave of teardownSteps(await observeNow(driver, reference)))
        for (const step of wave) {
          expect(await inventoryOf(driver)).toContain(managementId);
          await applyNow(driver, reference, step);
        }
      expect(await inventoryOf(driver)).not.toContain(managementId);
      expect(await harness.listing()).toEqual(before);
    });

    test("removing from any half-made state leaves nothing, and may be done again", async () => {
      const whole = environment("counted");
      const steps = await converge(driver, whole);
      await remove(whole);
      for (let count = 1; count < steps.length; count += 4) {
        const reference = environment(`half ${count}`);
        for (const step of freshSteps(reference).slice(0, count))
          await applyNow(driver, reference, step);
        await remove(reference);
        expect(await harness.listing()).toEqual(before);
        await remove(reference);
        expect((await observeNow(driver, reference)).present).toBe(false);
      }
    });

    test("taking away what is not there is done already", async () => {
      const reference = environment("absent");
      await applyNow(driver, reference, { type: "remove-environment" });
      await applyNow(driver, reference, { type: "create-environment" });
      await applyNow(driver, reference, { type: "remove-instance", id: "web.1" });
      await applyNow(driver, reference, { type: "remove-volume", id: "disk.1" });
      await applyNow(driver, reference, { type: "remove-network", id: "west" });
    });

    if (lab.restarts)
      test("a restart takes what was configured and started, not what was installed", async () => {
        const reference = environment("restart");
        await converge(driver, reference);
        await harness.restart?.(reference, "web.1");
        const web = (await observeNow(driver, reference)).instances.find(
          ({ id }) => id === "web.1",
        );
        expect(web).toMatchObject({ power: "running", configured: false, started: [] });
        expect(web?.installed).toEqual(["httpd"]);
        const repairs = await converge(driver, reference);
        expect(repairs.map(({ type }) => type)).toEqual([
          "configure-instance",
          "start-application",
        ]);
      });

    test("a changed design is reached with what stays left running", async () => {
      const reference = environment("changed");
      await converge(driver, reference);
      const changed = { ...reference, desired: changedLab(reference.desired) };
      const steps = await converge(driver, changed, async (step) => {
        await applyNow(driver, changed, step);
        if (!step.type.startsWith("change-")) return;
        expectDone(step, await observeNow(driver, changed));
        await applyNow(driver, changed, step);
      });
      expectComplete(changed, await observeNow(driver, changed));
      const taken = steps.map((step) =>
        "instance" in step ? `${step.type} ${step.instance.id}` : step.type,
      );
      // The router gets memory and a third leg, the client is made anew, the web server goes with its disk.
      expect(taken).toContain("change-instance router.1");
      expect(taken).not.toContain("create-instance router.1");
      expect(taken).not.toContain("start-instance router.1");
      expect(taken).toContain("create-instance client.1");
      expect(taken).toContain("create-instance extra.1");
      expect(taken.filter((type) => type === "remove-instance")).toHaveLength(2);
      if (lab.realShell) {
        const legs = await runCommand(
          driver,
          changed,
          "router.1",
          "ip -4 addr; cat /etc/hosts",
          "",
        );
        expect(legs.stdout).toContain("10.0.3.1");
        expect(legs.stdout).toContain("10.0.3.12 extra-1");
        expect(legs.stdout).not.toContain("web-1");
      }
    });

    test("a parked machine is switched off with its disk, and goes on from there", async () => {
      const reference = environment("parked");
      await converge(driver, reference);
      const off = { ...reference, desired: withParked(reference.desired, "web.1") };
      const stops = await converge(driver, off, async (step) => {
        // Cut off at first, then done, then done again.
        await driver.apply(off, step, AbortSignal.timeout(5)).catch(() => undefined);
        await applyNow(driver, off, step);
        expectDone(step, await observeNow(driver, off));
        await applyNow(driver, off, step);
      });
      expect(stops.filter(({ type }) => type !== "configure-instance")).toMatchObject([
        { type: "stop-instance", instance: { id: "web.1" } },
      ]);
      const web = (await observeNow(driver, off)).instances.find(({ id }) => id === "web.1");
      expect(web).toMatchObject({ power: "stopped", installed: ["httpd"], started: [] });
      const starts = await converge(driver, reference);
      const onWeb = starts.filter((step) => "instance" in step && step.instance.id === "web.1");
      expect(onWeb.map(({ type }) => type)).toEqual([
        "start-instance",
        "configure-instance",
        "start-application",
      ]);
      expectComplete(reference, await observeNow(driver, reference));
    });

    test("two environments of the same design do not see each other", async () => {
      const [one, other] = [environment("one"), environment("other")];
      await Promise.all([converge(driver, one), converge(driver, other)]);
      await remove(one);
      expect((await observeNow(driver, one)).present).toBe(false);
      expectComplete(other, await observeNow(driver, other));
      expect(await inventoryOf(driver)).toEqual(expect.arrayContaining([other.managementId]));
    });

    test("counts what running instances use", async () => {
      if (!driver.capabilities.usage) return;
      const reference = environment("usage");
      await converge(driver, reference);
      const first = await driver.usage(reference, never);
      if (!first.ok) throw new Error(JSON.stringify(first.error));
      const instances = first.value.map(({ instance }) => instance).sort();
      expect(instances).toEqual(["client.1", "router.1", "web.1"]);
      const second = await driver.usage(reference, never);
      if (!second.ok) throw new Error(JSON.stringify(second.error));
      for (const sample of first.value) {
        const later = second.value.find(({ instance }) => instance === sample.instance);
        expect(later!.bootId).toBe(sample.bootId);
        expect(later!.bootedAt).toBe(sample.bootedAt);
        expect(Number.isInteger(sample.cpuNanoseconds)).toBe(true);
        expect(later!.cpuNanoseconds).toBeGreaterThanOrEqual(sample.cpuNanoseconds);
        expect(later!.sentBytes).toBeGreaterThanOrEqual(sample.sentBytes);
        expect(sample.memoryBytes).toBeGreaterThan(0);
      }
    });

    test("runs commands in an instance, and cuts them", async () => {
      if (!driver.capabilities.console) return;
      const reference = environment("console");
      await converge(driver, reference);
      if (lab.realShell) {
        const result = await runCommand(
          driver,
          reference,
          "web.1",
          "cat; echo bad >&2; exit 3",
          "in",
        );
        expect(result).toEqual({ code: 3, stdout: "in", stderr: "bad\n" });
      }
      const terminal = { columns: 80, rows: 24 };
      const session = await driver.exec(reference, "web.1", {
        command: ["/bin/sh"],
        terminal,
        onOutput: () => undefined,
      });
      if (!session.ok) throw new Error(JSON.stringify(session.error));
      session.value.resize(120, 40);
      session.value.close();
      // Cut: it ended somehow, and says so instead of hanging.
      expect(await session.value.exit).toHaveProperty("ok");
      const nowhere = await driver.exec(reference, "gone.1", {
        command: ["/bin/true"],
        onOutput: () => undefined,
      });
      expect(nowhere).toMatchObject({ ok: false, error: { code: "node-not-running" } });
    });
  });
}

function withParked(desired: DesiredState, id: string): DesiredState {
  const instances = desired.instances.map((one) =>
    one.id === id ? { ...one, parked: true as const } : one,
  );
  return { ...desired, instances };
}

/** The steps of an environment from nothing, in an order that works. */
function freshSteps(reference: EnvironmentReference): readonly Step[] {
  const nothing: ObservedState = { present: false, networks: [], volumes: [], instances: [] };
  return planSteps(reference.desired, nothing).flat();
}

async function inventoryOf(driver: Driver): Promise<readonly string[]> {
  const inventory = await driver.inventory(never);
  if (!inventory.ok) throw new Error(JSON.stringify(inventory.error));
  return inventory.value;
}

function sorted(observed: ObservedState): ObservedState {
  return {
    present: observed.present,
    networks: observed.networks.toSorted(),
    volumes: observed.volumes.toSorted(),
    instances: observed.instances.toSorted((a, b) => a.id.localeCompare(b.id)),
  };
}

/** That what a step promises can be seen. */
function expectDone(step: Step, observed: ObservedState): void {
  const instance = (id: string): unknown => observed.instances.find((one) => one.id === id);
  switch (step.type) {
    case "create-environment":
      return expect(observed.present).toBe(true);
    case "create-network":
      return expect(observed.networks).toContain(step.network.id);
    case "create-volume":
      return expect(observed.volumes).toContain(step.volume.id);
    case "create-instance":
      return expect(instance(step.instance.id)).toMatchObject({ power: "stopped" });
    case "change-volume":
      return expect(observed.smallVolumes ?? []).not.toContain(step.volume.id);
    case "change-instance":
      return expect(instance(step.instance.id)).toMatchObject({ differs: false });
    case "start-instance":
      return expect(instance(step.instance.id)).toMatchObject({ power: "running" });
    case "stop-instance":
      return expect(instance(step.instance.id)).toMatchObject({ power: "stopped", started: [] });
    case "configure-instance":
      return expect(instance(step.instance.id)).toMatchObject({ configured: true });
    case "install-application":
      return expect(instance(step.instance.id)).toMatchObject({ installed: [step.application] });
    case "start-application":
      return expect(instance(step.instance.id)).toMatchObject({ started: [step.application] });
    case "remove-instance":
      return expect(instance(step.id)).toBeUndefined();
    case "remove-volume":
      return expect(observed.volumes).not.toContain(step.id);
    case "remove-network":
      return expect(observed.networks).not.toContain(step.id);
    case "remove-environment":
      return expect(observed.present).toBe(false);
  }
}

function expectComplete({ desired }: EnvironmentReference, observed: ObservedState): void {
  expect(observed.networks.toSorted()).toEqual(desired.networks.map(({ id }) => id).sort());
  expect(observed.volumes).toEqual(desired.volumes.map(({ id }) => id));
  expect(sorted(observed).instances).toEqual(
    desired.instances
      .map(({ id, generation = 1, applications }) => {
        const names = applications.map((application) => application.id);
        const right = { power: "running", configured: true, differs: false };
        return { id, generation, ...right, installed: names, started: names };
      })
      .sort((a, b) => a.id.localeCompare(b.id)),
  );
}
