import { formatMoney } from "../base/money.ts";
import { formatGibibytes } from "../base/units.ts";
import type { Application } from "../catalogue/catalogue.ts";
import type { NodeId } from "../design/design.ts";
import { counted } from "../kinds/values.ts";
import type { Column } from "./column.ts";
import type { Draft } from "./draft.ts";
import { partKey, type Part, softwareKey } from "./keys.ts";
import { sizeOf } from "./sizing.ts";
import type { Slot } from "./slot.ts";
import { listed, sizeText } from "./words.ts";

/** Says what was chosen for a machine and why, for each thing that the architect left open. */
export function explainMachine(
  draft: Draft,
  node: NodeId,
  column: Column,
  candidates: readonly Column[],
): void {
  const [host, ...guests] = column.slots;
  if (host === undefined) return;
  const name = draft.context.name(node);
  // What else this machine could have been, with the same on it.
  const rivals = candidates.filter(
    ({ slots }) =>
      slots.length === column.slots.length && slots.every((slot) => column.slots.includes(slot)),
  );
  const say = (part: Part, about: string, value: string, called: string, reason: string): void =>
    draft.explain({
      key: partKey(host, part),
      node,
      title: `${about} of ${name}`,
      value,
      name: called,
      reason,
      isOpen: true,
    });
  if (host.set.operatingSystem === undefined)
    say(
      "operatingSystem",
      "Operating system",
      column.system.id,
      column.system.name,
      systemReason(column, rivals),
    );
  if (host.set.machineType === undefined)
    say(
      "machineType",
      "Machine type",
      column.type.id,
      column.type.name,
      typeReason(draft, column, rivals),
    );
  if (host.count === null)
    draft.explain({
      key: partKey(host, "count"),
      node,
      title: `Number of ${name}`,
      value: String(column.count),
      name: counted(column.count, "machine"),
      reason: countReason(column),
      isOpen: false,
    });
  if (column.volume !== null)
    say(
      "storageClass",
      "Storage",
      column.volume.storageClass,
      className(draft, column),
      volumeReason(draft, column),
    );
  explainSoftware(draft, node, column);
  for (const guest of guests) explainGuest(draft, node, guest, column);
}

function systemReason(column: Column, rivals: readonly Column[]): string {
  const alike = rivals.filter(({ type }) => type.id === column.type.id);
  const systems = new Set(alike.map(({ system }) => system.id));
  const others = alike.filter(({ system }) => system.id !== column.system.id);
  const architecture = column.slots[0]?.set.architecture ?? column.type.architecture;
  const software = listed(column.applications.map(({ name }) => name));
  const support =
    column.applications.length === 0
      ? `that runs on ${architecture}`
      : `that ${software} ${column.applications.length === 1 ? "supports" : "support"} and that runs on ${architecture}`;
  const seats =
    column.system.licence === undefined ? "needs no licence" : "its licence is counted in";
  const size = sizeText({ cores: 0, ...column.system });
  if (others.length === 0)
    return `The only one ${support} and that leaves room on a ${column.type.name}: takes ${size}.`;
  const isCheapest = others.every(
    ({ cost, licences }) => cost > column.cost || licences.length > 0,
  );
  const rank = isCheapest ? "The cheapest" : "As cheap as any";
  return `${rank} of ${systems.size} ${support}: ${seats} and takes ${size}.`;
}

function typeReason(draft: Draft, column: Column, rivals: readonly Column[]): string {
  const [host] = column.slots;
  if (host === undefined) return "";
  const types = new Set(rivals.map(({ type }) => type.id));
  const { prices } = draft;
  const monthly = prices.unit("instance", column.type.id)?.month ?? "0";
  const goal = draft.request.goal ?? "price";
  const rank =
    types.size === 1
      ? "No other fits"
      : goal === "price"
        ? `The cheapest of ${types.size} that do`
        : goal === "machines"
          ? `The cheapest of ${types.size} with which the fewest machines do`
          : `Of ${types.size} that do, the one that leaves most of the lab free`;
  return `Has ${sizeText(sizeOf(host, column.type))}; ${sizeText(column.need)} are needed${elsewhere(host, column)}. ${rank}, at ${formatMoney(monthly, prices.currency)} a month${column.count === 1 ? "" : " each"}.`;
}

/** What of the disk it needs lies on volumes, so that the type's own need not be so large. */
function elsewhere({ attachedGiB }: Slot, { volume, need }: Column): string {
  const beside = Math.min(attachedGiB + (volume?.capacityGiB ?? 0), need.diskGiB);
  return beside === 0 ? "" : `, ${formatGibibytes(Math.floor(beside))} of the disk on a volume`;
}

function countReason({ slots, count, type }: Column): string {
  const load = slots[0]?.load;
  if (load === undefined || load === null) return `One machine is enough.`;
  const each = Math.ceil(load.users / count);
  const users = counted(load.users, "user");
  if (count === 1)
    return load.users === 1
      ? `One ${type.name} carries its only user.`
      : `One ${type.name} carries all ${users}.`;
  return `${count} of ${type.name} carry ${users}, ${each} each${load.atLeast === count ? "; fewer are not reliable enough" : ""}.`;
}

function className({ request }: Draft, { volume }: Column): string {
  const id = volume?.storageClass ?? "";
  return request.catalogue.find("storageClasses", id)?.name ?? id;
}

function volumeReason(draft: Draft, { slots, volume, count, type }: Column): string {
  const data = slots.reduce((sum, { load }) => sum + (load?.perUser.dataGiB ?? 0), 0);
  const users = slots.find(({ load }) => (load?.perUser.dataGiB ?? 0) > 0)?.load?.users ?? 0;
  const size = formatGibibytes(volume?.capacityGiB ?? 0);
  const why =
    data > 0
      ? `${formatGibibytes(data)} for each of ${users} users${count > 1 ? `, on ${count} machines` : ""}`
      : `the disk of ${type.name} has ${formatGibibytes(type.diskGiB)}, and its type is set`;
  const classes = draft.request.catalogue.data.storageClasses.length;
  return `${size}: ${why}. The cheapest of ${classes} classes that hold so much.`;
}

/** What was installed beyond what was asked for by name. */
function explainSoftware(draft: Draft, node: NodeId, { slots, applications }: Column): void {
  const [host] = slots;
  const asked = new Set(
    slots.flatMap(({ wanted, isOptional }) =>
      isOptional ? [] : wanted.flatMap((group) => (group.length === 1 ? group : [])),
    ),
  );
  for (const item of applications) {
    if (host === undefined || asked.has(item.id)) continue;
    const wanting = applications.find((other) =>
      groupsBeside(other).some((group) => group.includes(item.id)),
    );
    const provider = slots.find(({ wanted }) => wanted.some((group) => group.includes(item.id)));
    const groups = provider?.wanted ?? (wanting === undefined ? [] : groupsBeside(wanting));
    const group = groups.find((ids) => ids.includes(item.id)) ?? [item.id];
    const why =
      provider === undefined
        ? `${wanting?.name ?? "An application"} needs it on the same machine.`
        : `${provider.neededFor ?? "An application"} needs it over the network, and nobody offered it.`;
    draft.explain({
      key: softwareKey(provider ?? host, group),
      node,
      title: `${item.name} on ${draft.context.name(node)}`,
      value: item.id,
      name: item.name,
      reason: group.length > 1 ? `${why} One of ${group.length} that would do.` : why,
      isOpen: group.length > 1,
    });
  }
}

function groupsBeside({ requires }: Application): readonly (readonly string[])[] {
  return requires.flatMap(({ anyOf, reach }) => (reach === "same-machine" ? [anyOf] : []));
}

function explainGuest(draft: Draft, node: NodeId, guest: Slot, column: Column): void {
  const name = draft.context.name(node);
  const moved = column.applications.filter(({ id }) =>
    guest.wanted.some((group) => group.includes(id)),
  );
  const called = guest.isOptional ? listed(moved.map((item) => item.name)) : guest.title;
  draft.explain({
    key: partKey(guest, "place"),
    node,
    title: `Where ${called} runs`,
    value: column.slots[0]?.id ?? "",
    name,
    reason: `${name} carries it as well, which costs less than a machine of its own.`,
    isOpen: true,
  });
}
