import { formatGibibytes, formatMebibytes } from "../base/units.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { nodeElement } from "../constraints/elements.ts";
import { counted } from "../kinds/values.ts";
import type { CompletionRequest, Conflict } from "./completion.ts";
import type { Draft } from "./draft.ts";
import type { Settings, Slot } from "./slot.ts";
import { listed, sizeText } from "./words.ts";

/** What is to be chosen for, and under which conditions. */
export interface World {
  readonly slots: readonly Slot[];
  readonly request: CompletionRequest;
}

/** Something that the answer must keep to, which can be left out to see whether it is to blame. */
export interface Fact {
  readonly conflict: Conflict;
  without(world: World): World;
}

/** Everything that was set or asked for. */
export function factsOf(draft: Draft, slots: readonly Slot[]): readonly Fact[] {
  return [
    ...poolFacts(draft.request),
    ...choiceFacts(draft.request),
    ...slots.flatMap((slot) => [
      ...settingFacts(draft, slot),
      ...linkFacts(slot, draft.request.catalogue),
      ...loadFacts(slot, draft.request.catalogue),
    ]),
    ...slots.flatMap((slot) => applicationFacts(draft, slot)),
  ];
}

function poolFacts({ pool }: CompletionRequest): readonly Fact[] {
  if (pool === undefined) return [];
  const free = pool.hosts.map(({ architecture, total }) => `${sizeText(total)} on ${architecture}`);
  const text = `The lab has left: ${free.length === 0 ? "nothing" : listed(free)}.`;
  return [
    {
      conflict: { elements: [], text },
      without: ({ slots, request: { pool: _pool, ...request } }) => ({ slots, request }),
    },
  ];
}

function choiceFacts({ choices = {} }: CompletionRequest): readonly Fact[] {
  return Object.entries(choices).map(([key, value]) => ({
    conflict: { elements: [], text: `${key.split("/").at(-1) ?? key} was chosen to be ${value}.` },
    without: ({ slots, request }) => {
      const { [key]: _left, ...rest } = request.choices ?? {};
      return { slots, request: { ...request, choices: rest } };
    },
  }));
}

function settingFacts(draft: Draft, slot: Slot): readonly Fact[] {
  const keys = Object.keys(slot.set) as (keyof Settings)[];
  return keys.map((key) => ({
    conflict: { elements: elementsOf(slot), text: settingText(draft, slot, key) },
    without: changing(slot, (one) => {
      const { [key]: _left, ...set } = one.set;
      return { ...one, set };
    }),
  }));
}

function settingText(
  { request: { catalogue } }: Draft,
  { title, set }: Slot,
  key: keyof Settings,
): string {
  const value = set[key] ?? "";
  switch (key) {
    case "machineType": {
      const type = catalogue.find("machineTypes", String(value));
      if (type === undefined) return `${title} is a ${value}, which the catalogue does not have.`;
      return `${title} is a ${type.name}: ${type.architecture}, ${sizeText(type)}, ${counted(type.interfaces, "interface")}.`;
    }
    case "operatingSystem": {
      const system = catalogue.find("operatingSystems", String(value));
      if (system === undefined) return `${title} runs ${value}, which the catalogue does not have.`;
      const { name, architectures, memoryMiB } = system;
      return `${title} runs ${name}: for ${listed(architectures)}, with ${formatMebibytes(memoryMiB)} of memory or more.`;
    }
    case "architecture":
      return catalogue.data.machineTypes.some((type) => type.architecture === value)
        ? `${title} has the architecture ${value}.`
        : `${title} has the architecture ${value}, which no machine type of the catalogue has.`;
    case "cores":
    case "memoryMiB":
    case "diskGiB":
    case "interfaces":
      return `${title} has ${PARTS[key](Number(value))}${atMost(catalogue, { [key]: Number(value) })}.`;
  }
}

const PARTS = {
  cores: (value: number) => counted(value, "core"),
  memoryMiB: (value: number) => `${formatMebibytes(value)} of memory`,
  diskGiB: (value: number) => `${value} GiB of disk`,
  interfaces: (value: number) => counted(value, "interface"),
};

/** Says how much there is at most, where more is asked for. */
function atMost({ data }: Catalogue, wanted: Partial<Record<keyof typeof PARTS, number>>): string {
  const short = (Object.keys(PARTS) as (keyof typeof PARTS)[]).flatMap((part) => {
    const most = data.machineTypes.reduce((max, type) => Math.max(max, type[part]), 0);
    return (wanted[part] ?? 0) <= most ? [] : [PARTS[part](most)];
  });
  return short.length === 0 ? "" : `; no machine type has more than ${short.join(" or ")}`;
}

/** What is plugged into a machine takes an interface each; one every machine has. */
function linkFacts(slot: Slot, catalogue: Catalogue): readonly Fact[] {
  const { interfaces } = slot;
  if (interfaces <= 1) return [];
  const text = `${slot.title} needs ${PARTS.interfaces(interfaces)} for its links${atMost(catalogue, { interfaces })}.`;
  return [
    {
      conflict: { elements: elementsOf(slot), text },
      without: changing(slot, (one) => ({ ...one, interfaces: 1 })),
    },
  ];
}

function loadFacts(slot: Slot, catalogue: Catalogue): readonly Fact[] {
  const { load } = slot;
  if (load === null) return [];
  const { users, perUser, scales } = load;
  const { cores, memoryMiB, dataGiB } = perUser;
  const alone = scales ? "" : `, all on one machine${togetherText(load, catalogue)}`;
  return [
    {
      conflict: {
        elements: [],
        text: `${slot.title} serves ${counted(users, "user")}, each with ${cores} cores, ${memoryMiB} MiB of memory and ${dataGiB} GiB of data${alone}.`,
      },
      without: changing(slot, (one) => ({ ...one, load: null, count: 1 })),
    },
  ];
}

/** What all users take together, held against the largest there is. */
function togetherText({ users, perUser }: NonNullable<Slot["load"]>, catalogue: Catalogue): string {
  const [cores, memoryMiB] = [users * perUser.cores, users * perUser.memoryMiB];
  const data = formatGibibytes(Math.ceil(users * perUser.dataGiB));
  return `: ${counted(Math.ceil(cores), "core")}, ${formatMebibytes(Math.ceil(memoryMiB))} of memory and ${data} of data${atMost(catalogue, { cores, memoryMiB })}`;
}

function applicationFacts({ request: { catalogue } }: Draft, slot: Slot): readonly Fact[] {
  return slot.wanted.map((group) => ({
    conflict: {
      elements: elementsOf(slot),
      text: group
        .map((id) => {
          const item = catalogue.find("applications", id);
          if (item === undefined)
            return `${slot.title} has ${id}, which the catalogue does not have.`;
          const systems = item.operatingSystems.map(
            (one) => catalogue.find("operatingSystems", one)?.name ?? one,
          );
          const most =
            systems.length > 4 ? [...systems.slice(0, 3), `${systems.length - 3} more`] : systems;
          const conflicts = item.conflicts.map(
            (one) => catalogue.find("applications", one)?.name ?? one,
          );
          const beside = conflicts.length === 0 ? "" : `, never beside ${listed(conflicts)}`;
          return `${slot.title} has ${item.name}: for ${listed(most)}${beside}, with ${sizeText(item)}.`;
        })
        .join(" "),
    },
    without: changing(slot, (one) => ({
      ...one,
      wanted: one.wanted.filter((other) => other.join() !== group.join()),
    })),
  }));
}

function changing(slot: Slot, change: (slot: Slot) => Slot): Fact["without"] {
  return ({ slots, request }) => ({
    request,
    slots: slots.map((one) => (one.id === slot.id ? change(one) : one)),
  });
}

function elementsOf({ id, isNew }: Slot): Conflict["elements"] {
  return isNew ? [] : [nodeElement(id)];
}
