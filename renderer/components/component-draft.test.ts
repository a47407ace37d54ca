import { expect, test } from "vitest";
import { draftExposed, type ComponentDraft } from "./component-draft.ts";

const PORTS = [
  { id: "web-nic", title: "web: network", node: "web", port: "nic", links: [] },
  { id: "lan-net", title: "lan: network", node: "lan", port: "net", links: [] },
];
const PARAMETERS = [
  {
    id: "web-count",
    title: "web: count",
    node: "web",
    property: null,
    value: 2,
    suggested: true,
  },
];

function draft(change: Partial<ComponentDraft>): ComponentDraft {
  return {
    name: "Site",
    icon: null,
    category: null,
    description: "",
    tags: [],
    ports: [],
    parameters: [],
    portTitles: {},
    parameterTitles: {},
    ...change,
  };
}

test("what is exposed has the title it was given, under the id it always had", () => {
  const chosen = draft({
    ports: ["web-nic", "lan-net"],
    parameters: ["web-count"],
    portTitles: { "web-nic": " Uplink " },
    parameterTitles: { "web-count": "Web servers" },
  });
  expect(draftExposed(chosen, PORTS, PARAMETERS)).toEqual({
    ports: {
      "web-nic": { title: "Uplink", node: "web", port: "nic" },
      "lan-net": { title: "lan: network", node: "lan", port: "net" },
    },
    parameters: { "web-count": { title: "Web servers", node: "web", property: null } },
  });
});

test("what is not chosen is not exposed, and no title can be left empty", () => {
  const chosen = draft({ ports: ["web-nic"], portTitles: { "web-nic": " ", "lan-net": "Else" } });
  expect(draftExposed(chosen, PORTS, PARAMETERS)).toEqual({
    ports: { "web-nic": { title: "web: network", node: "web", port: "nic" } },
    parameters: {},
  });
});
