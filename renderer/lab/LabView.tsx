import { Button, Group, Menu, Select, Tabs, Text, Title } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCalendarWeek,
  IconDotsVertical,
  IconDownload,
  IconHistory,
  IconLayoutDashboard,
  IconPlugConnected,
  IconPlus,
  IconRefresh,
  IconScale,
  IconServer2,
  IconTable,
  IconTrash,
  IconUpload,
  type Icon,
} from "@tabler/icons-react";
import { useDeferredValue, type ComponentType, type ReactElement } from "react";
import type { Pool } from "../../shared/pool/pool.ts";
import { whyAway, whyDetour } from "../../shared/pool/thing-state.ts";
import { StaleNote } from "../live/StaleNote.tsx";
import { refreshPool } from "../live/actions.ts";
import { useLacksRole } from "../live/role.ts";
import { useOnline, usePools, useStaleSince } from "../live/state.ts";
import { sayFault } from "../commands/notify.ts";
import { clockTime } from "../ui/local-time.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { AddFirstPool } from "./AddPool.tsx";
import { CablingTab } from "./CablingTab.tsx";
import { confirmRemove } from "./confirm-remove.tsx";
import { exportInventory } from "./export-inventory.ts";
import { HistoryTab } from "./HistoryTab.tsx";
import { LabDialogs } from "./LabDialogs.tsx";
import { openLabDialog, showPool, showTab, useLab, type LabTab } from "./lab-state.ts";
import styles from "./Lab.module.css";
import { OccupancyTab } from "./OccupancyTab.tsx";
import { OverviewTab } from "./OverviewTab.tsx";
import { RacksTab } from "./RacksTab.tsx";
import { SelectionPanel } from "./SelectionPanel.tsx";
import { TableTab } from "./TableTab.tsx";
import { useLabThings, useMayAdminister, useMayRead, useShownPool } from "./use-lab.ts";
import type { LabThing } from "./things.ts";

/** What each tab is given. */
export interface TabProps {
  readonly pool: Pool;
  readonly things: readonly LabThing[];
}

const TABS: readonly {
  readonly id: LabTab;
  readonly title: string;
  readonly icon: Icon;
  readonly component: ComponentType<TabProps>;
}[] = [
  { id: "overview", title: "Overview", icon: IconLayoutDashboard, component: OverviewTab },
  { id: "racks", title: "Racks", icon: IconServer2, component: RacksTab },
  { id: "cabling", title: "Cabling", icon: IconPlugConnected, component: CablingTab },
  { id: "table", title: "Table", icon: IconTable, component: TableTab },
  { id: "occupancy", title: "Occupancy", icon: IconCalendarWeek, component: OccupancyTab },
  { id: "history", title: "History", icon: IconHistory, component: HistoryTab },
];

/** The labs this daemon serves: what they have, how it is, who is on it, and what may be done about it. */
export function LabView(): ReactElement {
  const pool = useShownPool();
  return pool === undefined ? <NoLab /> : <PoolScreen key={pool.id} pool={pool} />;
}

function NoLab(): ReactElement {
  const online = useOnline();
  const admin = useMayAdminister();
  const mayNotSee = useLacksRole("architect", "lab-admin", "operator");
  if (online && admin)
    return (
      <div className={styles["none"]}>
        <Title order={1} size="h2">
          Lab
        </Title>
        <Text>
          No lab yet. Add the server whose machines Labwright may use: what it has, who is on it and
          what fits are then shown here.
        </Text>
        <AddFirstPool />
      </div>
    );
  const [title, words] = mayNotSee
    ? [
        "Not for your role",
        "Architects, lab admins and operators see the lab. Your environments and what they cost are under Environments.",
      ]
    : !online
      ? ["No lab known yet", "The lab is shown when the daemon answers."]
      : ["No lab yet", "A lab admin adds one here; designs can be drawn and checked without it."];
  return (
    <div className={styles["none"]}>
      <Title order={1} size="h2">
        Lab
      </Title>
      <EmptyState icon={IconServer2} title={title}>
        {words}
      </EmptyState>
    </div>
  );
}

function PoolScreen({ pool }: { readonly pool: Pool }): ReactElement {
  const tab = useLab((lab) => lab.tab);
  const stale = useStaleSince();
  // With ten thousand things all of it together would take longer than a few frames.
  const isFrameShown = useDeferredValue(true, false);
  const detour = whyDetour(pool);
  return (
    <div className={styles["lab"]}>
      <Head pool={pool} />
      <StaleNote className={styles["stale"] ?? ""} />
      {stale === null && pool.state === "offline" && (
        <Text size="sm" role="status" className={styles["stale"] ?? ""}>
          <IconAlertTriangle size={14} aria-hidden /> Not seen since{" "}
          {clockTime(Date.parse(pool.refreshedAt))}. {whyAway(pool)} What runs here is left as it
          is, and nothing new is placed here; all goes on by itself when it answers.
        </Text>
      )}
      {stale === null && detour !== null && (
        <Text size="sm" role="status" className={styles["stale"] ?? ""}>
          <IconAlertTriangle size={14} aria-hidden /> {detour}
        </Text>
      )}
      <Tabs
        value={tab}
        onChange={(value) => showTab(TABS.find(({ id }) => id === value)?.id ?? "overview")}
        keepMounted={false}
        className={styles["tabs"] ?? ""}
      >
        <Tabs.List aria-label="About the lab">
          {TABS.map(({ id, title, icon: Picture }) => (
            <Tabs.Tab key={id} value={id} leftSection={<Picture size={15} aria-hidden />}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div className={styles["work"]}>{isFrameShown && <Things pool={pool} />}</div>
      </Tabs>
    </div>
  );
}

function Things({ pool }: { readonly pool: Pool }): ReactElement {
  const things = useLabThings(pool);
  return (
    <>
      {TABS.map(({ id, component: Content }) => (
        <Tabs.Panel key={id} value={id} className={styles["panel"] ?? ""}>
          <Content pool={pool} things={things} />
        </Tabs.Panel>
      ))}
      <SelectionPanel pool={pool} things={things} />
      <LabDialogs pool={pool} things={things} />
    </>
  );
}

function Head({ pool }: { readonly pool: Pool }): ReactElement {
  const pools = usePools();
  const admin = useMayAdminister();
  const online = useOnline();
  return (
    <Group className={styles["head"] ?? ""} gap="sm" wrap="nowrap">
      {pools.length > 1 ? (
        <>
          <Title order={1} size="h4">
            Lab
          </Title>
          <Select
            size="xs"
            aria-label="Which lab"
            data={pools.map(({ id, name }) => ({ value: id, label: name }))}
            value={pool.id}
            onChange={(id) => id !== null && showPool(id)}
            allowDeselect={false}
          />
        </>
      ) : (
        <Title order={1} size="h4">
          {pool.name}
        </Title>
      )}
      <Text size="sm" c="dimmed" flex={1} truncate>
        {online && (pool.state === "online" ? "Online · " : "Offline · ")}
        {pool.driver} · seen {clockTime(Date.parse(pool.refreshedAt))}
        {online && !admin && " · you may look, not change"}
      </Text>
      {admin && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconUpload size={14} aria-hidden />}
          onClick={() => openLabDialog({ type: "import" })}
        >
          Import…
        </Button>
      )}
      <ExportMenu pool={pool} />
      {admin && <MoreMenu pool={pool} />}
    </Group>
  );
}

function ExportMenu({ pool }: { readonly pool: Pool }): ReactElement | null {
  const mayRead = useMayRead();
  if (!mayRead) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void exportInventory(pool, "csv")}>Table (CSV)</Menu.Item>
        <Menu.Item onClick={() => void exportInventory(pool, "json")}>Everything (JSON)</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function MoreMenu({ pool }: { readonly pool: Pool }): ReactElement {
  async function lookAgain(): Promise<void> {
    const done = await refreshPool(pool.id);
    if (!done.ok) sayFault(done.error);
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" px={8} aria-label={`More about ${pool.name}`}>
          <IconDotsVertical size={14} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={() => void lookAgain()}
        >
          Look again
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlugConnected size={14} aria-hidden />}
          onClick={() => openLabDialog({ type: "connection" })}
        >
          Connection…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconScale size={14} aria-hidden />}
          onClick={() => openLabDialog({ type: "weights" })}
        >
          Placement…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => openLabDialog({ type: "add-lab" })}
        >
          Add a lab…
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={() => confirmRemove(pool)}
        >
          Remove from Labwright…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
