import { Alert, Button, Group, ScrollArea, Stack, Table, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useMemo, useState, type ReactElement } from "react";
import { faultSentence, type Fault } from "../../shared/base/fault.ts";
import { componentKey, type ComponentVersion } from "../../shared/design/component.ts";
import {
  AUDIENCE_WORDS,
  audienceOf,
  forgetVersion,
  isForgettable,
  keepVersion,
  useLibrary,
  type LabLibrary,
} from "./library.ts";

/** More rows than one reads; the search finds the others. */
const MOST_ROWS = 200;

/** Every version of every component that can be placed: who else can, and the ways to change that. */
export function LibraryDialog(): ReactElement {
  const { versions, own, listed, lab } = useLibrary();
  const [query, setQuery] = useState("");
  const [fault, setFault] = useState<Fault | null>(null);
  const [removed, setRemoved] = useState<ComponentVersion | null>(null);
  const found = useMemo(() => matching(Object.values(versions), query), [versions, query]);
  return (
    <Stack gap="sm">
      <TextInput
        data-autofocus
        aria-label="Search the library"
        placeholder="Search by name, category or tag"
        leftSection={<IconSearch size={14} />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <Text size="xs" c="dimmed">
        {hint(lab)}
      </Text>
      {fault !== null && <Alert color="red">{faultSentence(fault)}</Alert>}
      {removed !== null && <Removed version={removed} onBack={() => setRemoved(null)} />}
      <ScrollArea.Autosize mah="60vh" type="auto" viewportProps={{ tabIndex: 0 }}>
        <Table verticalSpacing={6} aria-label="Library">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Component</Table.Th>
              <Table.Th>Who can place it</Table.Th>
              <Table.Th>Change that</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.slice(0, MOST_ROWS).map((version) => (
              <Table.Tr key={componentKey(version.component, version.version)}>
                <Table.Td>
                  {version.name}{" "}
                  <Text span size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
                    version {version.version}
                  </Text>
                </Table.Td>
                <Table.Td>{AUDIENCE_WORDS[audienceOf({ own, listed }, version)]}</Table.Td>
                <Table.Td>
                  <Actions version={version} onFault={setFault} onRemoved={setRemoved} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      {found.length === 0 && <Text size="sm">No component has these words.</Text>}
      {found.length > MOST_ROWS && (
        <Text size="xs">And {found.length - MOST_ROWS} more: search to see them.</Text>
      )}
    </Stack>
  );
}

function hint(lab: LabLibrary | null): string {
  if (lab === null) return "Sharing needs the lab: connect to it first.";
  if (!lab.maySave) return "Sharing needs the role of an architect or an operator.";
  return lab.mayPublish
    ? "What is published can be placed by every organisation of this lab."
    : "Publishing to all organisations needs the role of an operator.";
}

function matching(versions: readonly ComponentVersion[], query: string) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return versions
    .filter(({ name, category = "", tags }) => {
      const text = [name, category, ...tags].join(" ").toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => a.name.localeCompare(b.name) || b.version - a.version);
}

interface RemovedProps {
  readonly version: ComponentVersion;
  readonly onBack: () => void;
}

/** What was removed last, and the way back. */
function Removed({ version, onBack }: RemovedProps): ReactElement {
  const putBack = async (): Promise<void> => {
    await keepVersion(version);
    onBack();
  };
  return (
    <Alert role="status">
      <Group justify="space-between">
        <Text size="sm">
          {version.name}, version {version.version} was removed. Designs that use it keep it.
        </Text>
        <Button size="compact-xs" variant="default" onClick={() => void putBack()}>
          Put it back
        </Button>
      </Group>
    </Alert>
  );
}

interface ActionsProps {
  readonly version: ComponentVersion;
  readonly onFault: (fault: Fault | null) => void;
  readonly onRemoved: (version: ComponentVersion) => void;
}

/** What may be done about who sees a version. */
function Actions({ version, onFault, onRemoved }: ActionsProps): ReactElement {
  const { versions, own, listed, lab } = useLibrary();
  const [busy, setBusy] = useState(false);
  const audience = audienceOf({ own, listed }, version);
  const { maySave = false, mayPublish = false } = lab ?? {};
  const offered: readonly (readonly [
    boolean,
    string,
    "share" | "unshare" | "publish" | "withdraw",
  ])[] = [
    [maySave && audience === "machine", "Share", "share"],
    [mayPublish && audience === "tenant", "Publish to all", "publish"],
    [maySave && audience === "tenant", "Stop sharing", "unshare"],
    [mayPublish && audience === "all", "Withdraw", "withdraw"],
  ];
  const run = async (action: (typeof offered)[number][2]): Promise<void> => {
    if (lab === null) return;
    setBusy(true);
    const answer = await lab[action](version);
    setBusy(false);
    onFault(answer.ok ? null : answer.error);
  };
  return (
    <Group gap={6} wrap="nowrap">
      {offered
        .filter(([isOffered]) => isOffered)
        .map(([, words, action]) => (
          <Button
            key={action}
            size="compact-xs"
            variant="default"
            loading={busy}
            aria-label={`${words}: ${version.name}, version ${version.version}`}
            onClick={() => void run(action)}
          >
            {words}
          </Button>
        ))}
      {isForgettable({ versions, own, listed }, version) && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Remove: ${version.name}, version ${version.version}`}
          onClick={() => void forgetVersion(version).then(() => onRemoved(version))}
        >
          Remove
        </Button>
      )}
    </Group>
  );
}
