import { ActionIcon, Anchor, Group, ScrollArea, Stack, Text, Tooltip } from "@mantine/core";
import { IconTerminal2 } from "@tabler/icons-react";
import { memo, useMemo, type ReactNode } from "react";
import { isInner, usesAround } from "../../shared/design/element-path.ts";
import { pathName } from "../../shared/design/path-names.ts";
import { expandDesign } from "../../shared/design/expand.ts";
import type { Design } from "../../shared/design/design.ts";
import { resolveNodes } from "../../shared/kinds/resolve.ts";
import type { InstanceStatus, WireFault } from "../../shared/protocol/environment.ts";
import { unseenOf } from "../../shared/protocol/unseen.ts";
import { fromWireFault } from "../../shared/protocol/errors.ts";
import { showInLab } from "../lab/lab-state.ts";
import { openConsole } from "./consoles.ts";
import { useLacksRole, useMaySend } from "./role.ts";
import { InstanceBadge } from "./StateBadge.tsx";
import { useEnvironmentView } from "./state.ts";
import { faultWords } from "../ui/fault-words.ts";
import { catalogue } from "../store/reference.ts";

/** Each row costs; what needs attention comes first, so it is among them. */
const SHOWN = 100;

/** The machines behind the selected nodes: state, addresses, host, last error, console. */
export function InstanceList(props: {
  readonly environment: string;
  /** Empty: those of all nodes. */
  readonly nodes: readonly string[];
}): ReactNode {
  const view = useEnvironmentView(props.environment);
  const wanted = new Set(props.nodes);
  const machines = useMemo(() => machineNodes(view?.design), [view?.design]);
  const status = (view?.status ?? [])
    .filter((one) => wanted.size === 0 || isAmong(wanted, one.node))
    .sort((a, b) => Number(b.error !== null) - Number(a.error !== null));
  if (status.length === 0)
    return (
      <Text size="sm" c="dimmed" p="md">
        {wanted.size === 0
          ? "No machines yet."
          : "This part of the drawing has no machine of its own. Select a machine to see its state."}
      </Text>
    );
  return (
    <ScrollArea h="100%">
      <Stack
        gap={0}
        p="xs"
        component="ul"
        style={{ listStyle: "none", margin: 0 }}
        aria-label="Machines"
      >
        {status.slice(0, SHOWN).map((one) => (
          <Instance
            key={one.id}
            environment={props.environment}
            status={one}
            machine={machines.has(one.node)}
            path={view !== undefined && isInner(one.node) ? pathName(one.node, view.design) : null}
          />
        ))}
        {status.length > SHOWN && (
          <Text component="li" size="sm" c="dimmed" py={6} px={4}>
            and {status.length - SHOWN} more. Select a node to see only its own.
          </Text>
        )}
      </Stack>
    </ScrollArea>
  );
}

/** A use that is selected stands for what runs in it. */
function isAmong(wanted: ReadonlySet<string>, node: string): boolean {
  return wanted.has(node) || usesAround(node).some((use) => wanted.has(use));
}

/** Memoised: of hundreds, few change with an event. */
const Instance = memo(function Instance(props: {
  readonly environment: string;
  readonly status: InstanceStatus;
  /** Something with a shell, not a subnet or a volume. */
  readonly machine: boolean;
  /** The way to it, where it lies inside of a component. */
  readonly path: string | null;
}): ReactNode {
  const { environment, status, machine, path } = props;
  const view = useEnvironmentView(environment);
  const pool = view?.pool;
  const unseen = view !== undefined && unseenOf(view) !== null;
  const { host } = status;
  const mayEnter = useMaySend();
  const maySeeLab = !useLacksRole("architect", "lab-admin", "operator");
  return (
    <Stack component="li" gap={2} py={6} px={4} data-testid={`instance-${status.id}`}>
      <Group gap="xs" wrap="nowrap">
        <Text size="sm" fw={600} truncate flex={1}>
          {status.name}
        </Text>
        <InstanceBadge state={status.state} unseen={unseen} />
        {machine && mayEnter && (
          <Tooltip label="Open a console">
            <ActionIcon
              variant="subtle"
              aria-label={`Console of ${status.name}`}
              disabled={status.state !== "running" || unseen}
              onClick={() => openConsole(environment, status.id, status.name)}
            >
              <IconTerminal2 size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      {path !== null && (
        <Text size="xs" c="dimmed">
          {path}
        </Text>
      )}
      <Group gap={6}>
        {host !== null && !maySeeLab && (
          <Text size="xs" c="dimmed">
            {host}
          </Text>
        )}
        {host !== null && pool !== undefined && maySeeLab && (
          <Tooltip label="Show it in the lab">
            <Anchor
              component="button"
              type="button"
              size="xs"
              aria-label={`Show ${host} in the lab`}
              onClick={() => showInLab(pool, host)}
            >
              {host}
            </Anchor>
          </Tooltip>
        )}
        {status.addresses.length > 0 && (
          <Text size="xs" c="dimmed">
            {status.addresses.join(" · ")}
          </Text>
        )}
      </Group>
      {status.state !== "running" && ![status.state, ""].includes(status.activity) && (
        <Text size="xs" c="dimmed">
          {status.activity}
        </Text>
      )}
      {status.error !== null && <LastError error={status.error} attempts={status.attempts} />}
    </Stack>
  );
});

function LastError(props: { readonly error: WireFault; readonly attempts: number }): ReactNode {
  const { what, why, remedy } = faultWords(fromWireFault(props.error));
  return (
    <Text size="xs" c="red">
      {what}. {why} {remedy} {props.attempts > 1 && `Tried ${props.attempts} times.`}
    </Text>
  );
}

function machineNodes(design: Design | undefined): ReadonlySet<string> {
  if (design === undefined) return new Set();
  const nodes = [...resolveNodes(expandDesign(design), catalogue()).values()];
  return new Set(nodes.filter((node) => node.demand.compute !== undefined).map((node) => node.id));
}
