import { Alert, Button, Checkbox, List, Stack, Text } from "@mantine/core";
import { useMemo, useState, type ReactElement } from "react";
import { toInstant } from "../../shared/base/clock.ts";
import { compareUpdate } from "../../shared/components/compare-update.ts";
import { updateUses, usesToUpdate } from "../../shared/components/update-uses.ts";
import { problemText } from "../../shared/constraints/problem-text.ts";
import type { Problem } from "../../shared/constraints/rule.ts";
import type { ComponentVersion } from "../../shared/design/component.ts";
import { describeComparison } from "../../shared/design/compare-words.ts";
import type { Design } from "../../shared/design/design.ts";
import { expandDesign } from "../../shared/design/expand.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import { Differences } from "../files/Differences.tsx";
import { edit, type OpenDocument } from "../store/documents.ts";
import { elementKey } from "../store/elements.ts";
import { useReference } from "../store/reference.ts";
import { DialogFoot } from "../ui/DialogFoot.tsx";
import { useLibrary } from "./library.ts";

interface UpdateUsesProps {
  readonly document: OpenDocument;
  readonly to: ComponentVersion;
  readonly onClose: () => void;
}

/** What bringing uses to another version of their component changes, before it is done. */
export function UpdateUses({ document, to, onClose }: UpdateUsesProps): ReactElement {
  const { design, selection } = document;
  const library = useLibrary((state) => state.versions);
  const { catalogue, terms } = useReference();
  // What is compared are the two designs, not two moments.
  const [at] = useState(() => toInstant(Date.now()));
  const [selectedOnly, setSelectedOnly] = useState(false);
  const all = useMemo(() => usesToUpdate(design, to), [design, to]);
  const selected = useMemo(
    () => all.filter((id) => selection.has(elementKey("node", id))),
    [all, selection],
  );
  const uses = selectedOnly ? selected : all;
  const updated = useMemo(() => updateUses(design, to, library, uses), [design, to, library, uses]);
  const after = useMemo(() => applyEdits(design, updated.edits), [design, updated]);
  const difference = useMemo(() => {
    return compareUpdate(design, after, { catalogue, terms, at });
  }, [design, after, catalogue, terms, at]);
  return (
    <Stack gap="sm">
      <Text size="sm">
        {updated.uses.length} {updated.uses.length === 1 ? "use" : "uses"} of {to.name} to version{" "}
        {to.version}: {describeComparison({ elements: difference.elements, fields: [] })}.
      </Text>
      {selected.length > 0 && selected.length < all.length && (
        <Checkbox
          label={`Only what is selected: ${selected.length} of ${all.length} uses`}
          checked={selectedOnly}
          onChange={(event) => setSelectedOnly(event.currentTarget.checked)}
        />
      )}
      <Differences
        before={expandDesign(design)}
        after={expandDesign(after)}
        told={difference.elements}
      />
      <Problems
        title="New problems"
        problems={difference.newProblems}
        design={after}
        color="orange"
      />
      <Problems title="Solved" problems={difference.solvedProblems} design={design} color="green" />
      {updated.lostParameters.length > 0 && (
        <Alert color="orange">
          No longer asked for, and dropped:{" "}
          {[...new Set(updated.lostParameters.map(({ parameter }) => parameter))].join(", ")}.
        </Alert>
      )}
      {updated.lostLinks.length > 0 && (
        <Alert color="orange">
          {updated.lostLinks.length === 1
            ? "One link ends"
            : `${updated.lostLinks.length} links end`}{" "}
          at a port that the new version does not have.
        </Alert>
      )}
      <DialogFoot>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          data-autofocus
          disabled={updated.uses.length === 0}
          onClick={() => {
            edit(`Update ${to.name}`, updated.edits);
            onClose();
          }}
        >
          Update {updated.uses.length === 1 ? "use" : "uses"}
        </Button>
      </DialogFoot>
    </Stack>
  );
}

interface ProblemsProps {
  readonly title: string;
  readonly problems: readonly Problem[];
  readonly design: Design;
  readonly color: string;
}

function Problems({ title, problems, design, color }: ProblemsProps): ReactElement | null {
  if (problems.length === 0) return null;
  return (
    <Alert color={color} title={`${title} (${problems.length})`}>
      <List size="sm">
        {problems.slice(0, 20).map((problem, index) => (
          // Two problems may read alike; they never change their places here.
          // oxlint-disable-next-line react/no-array-index-key
          <List.Item key={index}>{problemText(problem, design)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
