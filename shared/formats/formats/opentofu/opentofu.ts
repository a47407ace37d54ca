import { fault } from "../../../base/fault.ts";
import { err, ok, type Result } from "../../../base/result.ts";
import type { Catalogue } from "../../../catalogue/catalogue.ts";
import type { Design } from "../../../design/design.ts";
import { expandDesign } from "../../../design/expand.ts";
import { hostName } from "../../../design/host-name.ts";
import { instanceId } from "../../../design/instances.ts";
import { resolveNodes, type ResolvedNode } from "../../../kinds/resolve.ts";
import type { Placement } from "../../../placement/placement.ts";
import type { DesiredState } from "../../../plan/desired.ts";
import { desiredState } from "../../../plan/desired-state.ts";
import { fileName } from "../../file-name.ts";
import { defineFormat, type Exported } from "../../format.ts";
import { tellDrawing } from "../../left-out.ts";
import { lossLog, type LossLog } from "../../loss.ts";
import { printHcl, type HclBlock } from "./hcl.ts";
import { imageOf } from "./images.ts";
import { instances, labelsFor, networks, preamble, volumes, type Making } from "./resources.ts";
import { waysOutside } from "./ways-outside.ts";

/** Far more than OpenTofu itself is at ease with. */
const LIMIT_MIB = 64;

/** OpenTofu (or Terraform) for an Incus server: the machines as they would run, without Labwright. */
export const opentofu = defineFormat({
  id: "opentofu",
  title: "OpenTofu for Incus",
  extensions: ["tf"],
  mediaType: "text/plain",
  write,
});

function write(design: Design, catalogue: Catalogue): Result<Exported> {
  const whole = expandDesign(design);
  const nodes = resolveNodes(whole, catalogue);
  const prefix = (hostName(design.name).replaceAll("-", "") || "lab").slice(0, 8);
  const placement = onOneServer(nodes);
  const state = desiredState({ design: whole, catalogue, placement, managementId: prefix });
  if (!state.ok) return state;
  const desired = state.value;
  const outside = waysOutside(desired);
  const making: Making = {
    desired,
    prefix,
    outside,
    labels: labelsFor(desired),
    hosts: hostsOf(desired),
  };
  const loss = lossLog();
  tell(nodes, desired, loss);
  tellDrawing(loss, whole);
  const printed = printHcl(blocksOf(design.name, making), LIMIT_MIB * 1024 * 1024);
  if (printed === null) return err(fault("export-too-large", { limit: LIMIT_MIB }));
  const text = `# ${oneLine(design.name)}, written by Labwright.\n# tofu init && tofu apply\n\n${printed}`;
  return ok({ files: [{ name: fileName(design.name, "tf"), text }], report: loss.report() });
}

function* blocksOf(name: string, making: Making): Generator<HclBlock> {
  yield* preamble(name);
  yield* networks(making);
  yield* volumes(making);
  yield* instances(making);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

/** Everything on the one server that OpenTofu talks to. */
function onOneServer(nodes: ReadonlyMap<string, ResolvedNode>): Placement {
  const hosts: Record<string, string> = {};
  for (const { id, count, demand } of nodes.values())
    if (demand.compute !== undefined)
      for (let ordinal = 1; ordinal <= count; ordinal++) hosts[instanceId(id, ordinal)] = "incus";
  return {
    pool: "",
    hosts,
    switches: {},
    storage: {},
    vlans: {},
    outsideAddresses: {},
    claims: [],
  };
}

function hostsOf({ instances: all }: DesiredState): readonly string[] {
  return all.flatMap(({ hostname, interfaces }) =>
    interfaces.flatMap(({ address }) =>
      address === null ? [] : [`${address.split("/")[0]} ${hostname}`],
    ),
  );
}

function tell(
  nodes: ReadonlyMap<string, ResolvedNode>,
  desired: DesiredState,
  loss: LossLog,
): void {
  for (const { name } of desired.networks) loss.add("mapped", "network", "incus_network", name);
  for (const { name } of desired.volumes)
    loss.add("mapped", "volume", "incus_storage_volume", name);
  for (const instance of desired.instances) {
    const { hostname, operatingSystem } = instance;
    loss.add("mapped", "machine", "incus_instance", hostname);
    const image = imageOf(instance);
    if (image === null) loss.add("missing", "operating system", "Debian 13 in its place", hostname);
    else if (!image.public)
      loss.add(
        "missing",
        `image of ${operatingSystem}`,
        `Add one with cloud-init, as ${image.image}`,
        hostname,
      );
  }
  for (const { node, demand, kind, traits } of nodes.values()) {
    if (traits.forwarding === "switch")
      loss.add("approximated", kind?.title ?? node.kind, "the network that it joins", node.name);
    if (demand.compute?.bareMetal === true)
      loss.add("approximated", "computer of its own", "Container", node.name);
    if (demand.seats !== undefined) loss.add("dropped", kind?.title ?? node.kind, "", node.name);
  }
}
