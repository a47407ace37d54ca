import { nodeElement, softwareOf } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const applicationConflict = defineRule({
  code: "application-conflict",
  severity: "error",
  scope: "node",
  concerns: ["software"],
  title: "Applications that exclude each other",
  explanation:
    "The two cannot be installed side by side: they claim the same files, ports or services.",
  check: (context, id) => {
    const node = context.node(id);
    if (node === undefined) return [];
    const { applications } = softwareOf(context, node);
    return applications.flatMap((second, index) =>
      applications
        .slice(0, index)
        .filter(
          (first) => first.conflicts.includes(second.id) || second.conflicts.includes(first.id),
        )
        .map((first) => ({
          elements: [nodeElement(id)],
          property: "applications",
          parameters: { first: first.name, second: second.name },
          fix: fix(`Remove ${second.name}`, [
            setProperty(
              node,
              "applications",
              (node.traits.software?.applications ?? []).filter((one) => one !== second.id),
            ),
          ]),
        })),
    );
  },
  examples: {
    passing: [onLan({ a: { ...SERVER, applications: ["apache", "nginx"] } })],
    failing: [
      onLan({
        a: { ...SERVER, operatingSystem: "alpine-3.23", applications: ["nginx", "busybox-httpd"] },
      }),
    ],
  },
});
