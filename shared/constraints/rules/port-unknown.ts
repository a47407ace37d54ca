import { endsOf, linkElement, nodeElement } from "../elements.ts";
import { LAN, onLan, SERVER } from "../examples.ts";
import { fix, freePort, socketsOf } from "../fixes.ts";
import { defineRule, type LinkedNode } from "../rule.ts";
import { sketch } from "../../design/sketch.ts";

export const portUnknown = defineRule({
  code: "port-unknown",
  severity: "error",
  scope: "link",
  title: "Link to a port that is not there",
  explanation:
    "The node has no port of that name, so nothing can be plugged in. The link may come from another version, or the node's kind was changed.",
  check: (context, id) => {
    const link = context.link(id);
    const ends = link && endsOf(context, link);
    if (link === undefined || ends === undefined) return [];
    return ends.flatMap((end, index) => {
      const other = ends[1 - index];
      if (end.group !== undefined || !end.node.isKnown) return [];
      if (isUnexpanded(end.node)) return [];
      const sockets = context.partOf(end.id, socketsOf);
      const port = freePort(context, sockets, other?.group?.medium ?? "ethernet", other?.node);
      const side = index === 0 ? "from" : "to";
      return [
        {
          elements: [linkElement(id), nodeElement(end.id)],
          parameters: { port: end.port },
          fix:
            port === undefined
              ? fix("Remove the link", [{ type: "remove-link", id }])
              : fix(`Use port ${port}`, [
                  { type: "put-link", id, link: { ...link, [side]: { node: end.id, port } } },
                ]),
        },
      ];
    });
  },
  examples: {
    passing: [onLan({ a: SERVER })],
    failing: [
      onLan({ a: SERVER, b: SERVER }, {}, ["a:usb lan:net"]),
      sketch("Example", { lan: LAN, a: SERVER, l: { kind: "storage" } }, [
        "a:nic lan:net",
        "a:disk l:attach",
        "l:handle a:disk",
      ]),
    ],
  },
});

/** A use whose component is not known, or not looked into, has its ports all the same. */
function isUnexpanded({ traits }: LinkedNode): boolean {
  return traits.use?.troubles.some(({ reason }) => reason !== "parameter-unknown") ?? false;
}
