import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DesiredInstance, DesiredState } from "../../shared/plan/desired.ts";
import { planSteps, teardownSteps } from "../../shared/plan/plan.ts";
import { instanceProgress } from "../../shared/plan/remaining.ts";
import type { Step } from "../../shared/plan/step.ts";
import { ModelLab } from "../support/model-lab.ts";

const APPLICATIONS = ["apache", "postgresql", "tomcat"] as const;
const script = fc.option(fc.constant("true"));

const instance = fc
  .record({
    networks: fc.uniqueArray(fc.constantFrom("lan", "dmz", "world")),
    volumes: fc.uniqueArray(fc.constantFrom("disk.1", "disk.2")),
    applications: fc.uniqueArray(fc.constantFrom(...APPLICATIONS)),
    install: script,
    start: script,
    forwards: fc.boolean(),
    parked: fc.constantFrom(false, false, true),
  })
  .map(({ networks, volumes, applications, install, start, forwards, parked }) => (id: string) => {
    const made: DesiredInstance = {
      id,
      node: id,
      ordinal: 1,
      hostname: id,
      host: "h1",
      architecture: "amd64",
      cores: 1,
      memoryMiB: 512,
      diskGiB: 5,
      operatingSystem: null,
      images: [],
      applications: applications.map((application) => ({ id: application, install, start })),
      interfaces: networks.map((network, index) => {
        return { name: `eth${index}`, network, address: null, mac: "", limitMbps: null };
      }),
      routes: [],
      forwards,
      filter: null,
      balancer: null,
      volumes,
      ...(parked && { parked }),
    };
    return made;
  });

const IDS = ["web", "db", "gate", "app"] as const;

/** What every machine is like, whenever it is wanted: an environment's machines never change, but may go. */
const universe = fc
  .tuple(instance, instance, instance, instance)
  .map((makers) => IDS.map((id, index) => makers[index]!(id)));

/** Some of the machines, with what they hang on. */
function stateOf(instances: readonly DesiredInstance[]): DesiredState {
  const networks = new Set([
    "lan",
    ...instances.flatMap((one) => one.interfaces.map(({ network }) => network)),
  ]);
  const volumes = new Set(instances.flatMap((one) => one.volumes));
  return {
    networks: [...networks].map((id) => {
      return { id, name: id, type: "subnet", cidr: null, vlan: null };
    }),
    volumes: [...volumes].map((id) => {
      return { id, node: "disk", name: id, storage: null, capacityGiB: 1, bandwidthMbps: 1 };
    }),
    instances: [...instances],
  };
}

const states = universe.chain((all) => fc.subarray(all).map(stateOf));
const pairsOfStates = universe.chain((all) =>
  fc.record({ before: fc.subarray(all).map(stateOf), desired: fc.subarray(all).map(stateOf) }),
);

/** One design, and then another in which any machine may be another one, or be made anew. */
const changes = fc
  .record({
    one: universe,
    other: universe,
    anew: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  })
  .chain(({ one, other, anew }) =>
    fc.record({
      before: fc.subarray(one).map(stateOf),
      after: fc.subarray(other).map((list) =>
        stateOf(
          list.map((item) => {
            const at = IDS.findIndex((id) => id === item.id);
            const applications = one[at]?.applications ?? [];
            // Applications only come; one that goes makes the machine a new one.
            return anew[at] === true
              ? { ...item, memoryMiB: 1024, generation: 2 }
              : { ...item, memoryMiB: 1024, applications };
          }),
        ),
      ),
      seed: fc.nat(),
      first: fc.nat(60),
    }),
  );

/** What happens to a lab behind the daemon's back. */
const mishaps = fc.array(
  fc.tuple(fc.constantFrom("power-off", "lose-instance", "lose-network", "reboot"), fc.nat()),
  { maxLength: 3 },
);

/** Runs steps in order, each wave shuffled, every third step twice, and stops after `limit`. */
function run(
  lab: ModelLab,
  waves: readonly (readonly Step[])[],
  seed: number,
  limit = Infinity,
): void {
  let done = 0;
  for (const wave of waves)
    for (const step of shuffle(wave, seed)) {
      if (done++ >= limit) return;
      lab.apply(step);
      if (done % 3 === 0) lab.apply(step);
    }
}

function shuffle<T>(list: readonly T[], seed: number): readonly T[] {
  return list
    .map((item, index) => ({
      item,
      key: Math.imul(index + 1, 2654435761) ^ Math.imul(seed, 40503),
    }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** A lab that was left somewhere on its way from one state to another. */
const somewhere = fc
  .record({
    pair: pairsOfStates,
    seed: fc.nat(),
    first: fc.nat(40),
    second: fc.nat(40),
    mishaps,
  })
  .map(({ pair: { before, desired }, seed, first, second, mishaps: list }) => {
    const lab = new ModelLab();
    run(lab, planSteps(before, lab.observe()), seed, first);
    run(lab, planSteps(desired, lab.observe()), seed, second);
    for (const [kind, which] of list) lab.suffer(kind, which);
    return { lab, desired, seed };
  });

describe("planSteps", () => {
  test("leads from anywhere to the desired state, in any order within a wave, with steps done twice", () => {
    fc.assert(
      fc.property(somewhere, ({ lab, desired, seed }) => {
        run(lab, planSteps(desired, lab.observe()), seed);
        expect(lab.isAsDesired(desired)).toEqual([]);
        expect(planSteps(desired, lab.observe())).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("whoever runs only the first wave and plans again gets there as well, with no more waves", () => {
    fc.assert(
      fc.property(somewhere, ({ lab, desired, seed }) => {
        const planned = planSteps(desired, lab.observe()).length;
        for (let pass = 0; pass < planned; pass++)
          run(lab, planSteps(desired, lab.observe()).slice(0, 1), seed);
        expect(lab.isAsDesired(desired)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("sets up every router before the first install script, which may fetch from outside", () => {
    fc.assert(
      fc.property(somewhere, ({ lab, desired }) => {
        const waves = planSteps(desired, lab.observe());
        const waveOf = (wanted: (step: Step) => boolean): number[] =>
          waves.flatMap((wave, index) => (wave.some(wanted) ? [index] : []));
        const routers = waveOf(
          (step) => step.type === "configure-instance" && step.instance.forwards,
        );
        const installs = waveOf((step) => step.type === "install-application");
        expect(Math.max(-1, ...routers)).toBeLessThan(Math.min(Infinity, ...installs));
      }),
      { numRuns: 300 },
    );
  });

  test("changes machines, or makes them anew, when the design is another one on the way", () => {
    fc.assert(
      fc.property(changes, ({ before, after, seed, first }) => {
        const lab = new ModelLab();
        run(lab, planSteps(before, lab.observe(before)), seed, first);
        for (let pass = 0; pass < 30; pass++)
          run(lab, planSteps(after, lab.observe(after)).slice(0, 1), seed);
        expect(planSteps(after, lab.observe(after))).toEqual([]);
        expect(lab.isAsDesired(after)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("never plans a step twice", () => {
    fc.assert(
      fc.property(somewhere, ({ lab, desired }) => {
        const steps = planSteps(desired, lab.observe())
          .flat()
          .map((step) => JSON.stringify(step));
        expect(new Set(steps).size).toBe(steps.length);
      }),
    );
  });
});

describe("teardownSteps", () => {
  test("leave nothing of anything, and then there is nothing to do", () => {
    fc.assert(
      fc.property(somewhere, ({ lab, seed }) => {
        run(lab, teardownSteps(lab.observe()), seed);
        const observed = lab.observe();
        expect(observed).toEqual({ present: false, networks: [], volumes: [], instances: [] });
        expect(teardownSteps(observed)).toEqual([]);
      }),
    );
  });
});

describe("instanceProgress", () => {
  test("rises with every step and is 1 just when the instance runs, or is parked where it should be", () => {
    fc.assert(
      fc.property(states, fc.nat(), (desired, seed) => {
        const lab = new ModelLab();
        const progress = (): readonly number[] =>
          desired.instances.map((one) => {
            const seen = lab.observe().instances.find(({ id }) => id === one.id);
            const found = instanceProgress(one, seen);
            const wanted = one.parked === true ? "parked" : "running";
            expect(found.state === wanted).toBe(found.progress === 1);
            return found.progress;
          });
        let last = progress();
        expect(last.every((value) => value === 0)).toBe(true);
        for (const wave of planSteps(desired, lab.observe())) {
          run(lab, [wave], seed);
          const next = progress();
          next.forEach((value, index) => expect(value).toBeGreaterThanOrEqual(last[index]!));
          last = next;
        }
        expect(last.every((value) => value === 1)).toBe(true);
      }),
    );
  });
});
