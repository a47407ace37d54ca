import { endsOf, linkElement, nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix, freePort, socketsOf } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const mediumMismatch = defineRule({
  code: "medium-mismatch",
  severity: "error",
  scope: "link",
  title: "Plug does not fit",
  explanation:
    "Network ports take network cables and storage ports take storage. Each end of a link must be of the same medium.",
  check: (context, id) => {
    const link = context.link(id);
    const ends = link && endsOf(context, link);
    if (link === undefined || ends === undefined || ends[0].id === ends[1].id) return [];
    const [from, to] = ends;
    if (from.group === undefined || to.group === undefined) return [];
    if (from.group.medium === to.group.medium) return [];
    const better = {
      from: freePort(context, context.partOf(from.id, socketsOf), to.group.medium, to.node),
      to: freePort(context, context.partOf(to.id, socketsOf), from.group.medium, from.node),
    };
    const side = better.from === undefined ? "to" : "from";
    const port = better[side];
    return [
      {
        elements: [linkElement(id), nodeElement(from.id), nodeElement(to.id)],
        parameters: { from: from.group.title, to: to.group.title },
        fix:
          port === undefined
            ? fix("Remove the link", [{ type: "remove-link", id }])
            : fix(`Use port ${port}`, [
                {
                  type: "put-link",
                  id,
                  link: { ...link, [side]: { node: link[side].node, port } },
                },
              ]),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: SERVER }, { disk: { kind: "storage" } }, ["a:disk disk:attach"])],
    failing: [onLan({ a: SERVER }, { disk: { kind: "storage" } }, ["a:nic disk:attach"])],
  },
});
