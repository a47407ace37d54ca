import type { LinkId, NodeId } from "../../design/design.ts";
import { freeBlock } from "../blocks.ts";
import { fix, newLink, newNode, portOfKind } from "../fixes.ts";
import type { QuickFix } from "../rule.ts";
import type { PoolSituation } from "./pool-rule.ts";

/** What lets machines stand on several hosts that a bare cable or a volume of one host joins: by the id of that. */
export function unconfined(
  situation: PoolSituation,
  joint: string | undefined,
): QuickFix | undefined {
  if (joint === undefined) return undefined;
  const isCable = situation.context.link(joint) !== undefined;
  return isCable ? subnetInstead(situation, joint) : volumeEach(situation, joint);
}

/** A subnet instead of each bare cable between two of these machines. */
export function subnetsInstead(
  situation: PoolSituation,
  machines: readonly NodeId[],
): readonly (QuickFix | undefined)[] {
  const { context } = situation;
  const own = new Set(machines);
  const links = new Set(machines.flatMap((node) => context.linksOf(node)));
  return [...links]
    .filter((id) => {
      const link = context.link(id);
      return link !== undefined && own.has(link.from.node) && own.has(link.to.node);
    })
    .map((id) => subnetInstead(situation, id));
}

/** The cable's two ends plugged into a subnet of their own. */
function subnetInstead({ context }: PoolSituation, id: LinkId): QuickFix | undefined {
  const link = context.link(id);
  const cidr = freeBlock(context, 24);
  if (link === undefined || cidr === undefined) return undefined;
  const { from, to, bandwidthMbps } = link;
  const subnet = newNode(context, "subnet", from.node, { cidr });
  const net = portOfKind(context, "subnet", "ethernet");
  const asked = bandwidthMbps === undefined ? {} : { bandwidthMbps };
  const ends = [context.name(from.node), context.name(to.node)].join(" and ");
  return fix(`Join ${ends} by a subnet ${cidr}`, [
    { type: "remove-link", id },
    subnet.edit,
    newLink(context, [from.node, from.port], [subnet.id, net], asked),
    newLink(context, [to.node, to.port], [subnet.id, net], asked),
  ]);
}

/** As many volumes as machines, where those are all of one node: they pair off. */
function volumeEach({ context }: PoolSituation, id: NodeId): QuickFix | undefined {
  const links = context.linksOf(id).flatMap((one) => context.link(one) ?? []);
  const ends = links.map(({ from, to }) => (from.node === id ? to.node : from.node));
  const [machine, ...others] = new Set(ends);
  const count = context.node(machine ?? "")?.count ?? 1;
  if (machine === undefined || others.length > 0 || count < 2) return undefined;
  return fix(`Give each of ${context.name(machine)} its own ${context.name(id)}`, [
    { type: "change-node", id, change: { count } },
  ]);
}
