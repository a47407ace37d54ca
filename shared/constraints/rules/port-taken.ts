import { linkElement, nodeElement, portsTaken, sidesOf, type LinkSide } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const portTaken = defineRule({
  code: "port-taken",
  severity: "error",
  scope: "node",
  title: "Two links in one port",
  explanation:
    "A link may name the very port it uses. Only one cable fits into it, and it must be one the node has.",
  check: (context, id) => {
    // Most links leave the port open, and then there is no need to look at whom they lead to.
    if (!context.namesPorts(id)) return [];
    const sides = sidesOf(context, id).filter(({ mine }) => mine.group !== undefined);
    return sides.flatMap((side, position) => {
      const index = indexOf(side, id);
      if (index === undefined) return [];
      const rival = sides
        .slice(0, position)
        .find((other) => other.mine.port === side.mine.port && overlap(other, side, id));
      const last = index + portsTaken(side.mine.node, side.other.node);
      const group = context.node(id)?.ports.find((one) => one.id === side.mine.port);
      const count = group?.count ?? Number.POSITIVE_INFINITY;
      const wrong = !Number.isInteger(index) || index < 0 || last > count;
      if (rival === undefined && !wrong) return [];
      const { from, to } = side.link;
      const [end, key] = from.node === id ? [from, "from" as const] : [to, "to" as const];
      const { index: _index, ...free } = end;
      return [
        {
          elements: [
            linkElement(side.id),
            nodeElement(id),
            ...(rival === undefined ? [] : [linkElement(rival.id)]),
          ],
          parameters: { port: side.mine.group?.title ?? "", number: String(index + 1) },
          fix: fix("Take the next free port", [
            { type: "put-link", id: side.id, link: { ...side.link, [key]: free } },
          ]),
        },
      ];
    });
  },
  examples: {
    passing: [
      onLan({ a: SERVER }, { b: { kind: "subnet", cidr: "10.1.0.0/24" } }, ["a:nic:1 b:net"]),
    ],
    failing: [
      onLan(
        { r: { kind: "router" } },
        {
          b: { kind: "subnet", cidr: "10.1.0.0/24" },
          c: { kind: "subnet", cidr: "10.2.0.0/24" },
        },
        ["r:nic:1 b:net", "r:nic:1 c:net"],
      ),
      onLan({ r: { kind: "router" } }, { b: { kind: "subnet", cidr: "10.1.0.0/24" } }, [
        "r:nic:9 b:net",
      ]),
    ],
  },
});

function indexOf({ link }: LinkSide, node: string): number | undefined {
  return (link.from.node === node ? link.from : link.to).index;
}

/** True when both name ports, and some of those they take are the same. */
function overlap(a: LinkSide, b: LinkSide, node: string): boolean {
  const [first, second] = [indexOf(a, node), indexOf(b, node)];
  if (first === undefined || second === undefined) return false;
  return (
    first < second + portsTaken(b.mine.node, b.other.node) &&
    second < first + portsTaken(a.mine.node, a.other.node)
  );
}
