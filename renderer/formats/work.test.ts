import { expect, test } from "vitest";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { practise, work, type Answer } from "./work.ts";

const catalogue = starterCatalogue().data;
const design = sketch(
  "lab",
  { web: { kind: "machine", operatingSystem: "debian-13" }, sw: { kind: "switch" } },
  ["web:nic sw:port"],
);

test("a worker practises the formats of large labs, some times, and changes nothing", () => {
  const before = structuredClone(design);
  const steps = [...practise({ type: "practise", design, catalogue })];
  const times = Map.groupBy(steps, (id) => id);
  for (const id of ["containerlab", "cml"]) expect(times.get(id)?.length).toBeGreaterThan(1);
  expect(design).toEqual(before);
});

test("what was written is read again, and each file is told of", () => {
  const answers: Answer[] = [];
  const tell = (answer: Answer): void => void answers.push(answer);
  work({ type: "export", design, format: "cml", catalogue }, tell);
  const [written] = answers.splice(0);
  const file =
    written?.type === "exported" && written.outcome.ok ? written.outcome.value.files[0] : undefined;
  if (file === undefined) throw new Error("nothing was written");
  work({ type: "import", files: [file], catalogue }, tell);
  expect(answers.map(({ type }) => type)).toEqual(["progress", "imported"]);
  const [, read] = answers;
  const outcome = read?.type === "imported" ? read.outcomes[0]?.outcome : undefined;
  const nodes = outcome?.ok === true ? Object.values(outcome.value.design.nodes) : [];
  expect(nodes.map(({ name }) => name)).toEqual(expect.arrayContaining(["web", "sw"]));
});
