import { List, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { EnvironmentView } from "../../shared/protocol/environment.ts";
import { say, sayFault } from "../commands/notify.ts";
import { release } from "./actions.ts";
import { KeepChoice, type Keeps } from "./KeepChoice.tsx";

const SHOWN = 8;

/** Asks before machines and their disks are removed, and lists what it hits. */
export function confirmRelease(view: Pick<EnvironmentView, "id" | "name" | "status">): void {
  const names = view.status.filter((one) => one.state !== "removed").map((one) => one.name);
  let keeps: Keeps;
  modals.openConfirmModal({
    title: `Release ${view.name}?`,
    children: (
      <>
        <Text size="sm" mb="xs">
          {names.length === 1 ? "This is" : `All ${names.length} parts of it are`} stopped and
          removed, with everything on disks and volumes. The charge ends; the design stays.
        </Text>
        <List size="sm">
          {names.slice(0, SHOWN).map((name) => (
            <List.Item key={name}>{name}</List.Item>
          ))}
          {names.length > SHOWN && <List.Item>and {names.length - SHOWN} more</List.Item>}
        </List>
        <KeepChoice id={view.id} onChoose={(chosen) => (keeps = chosen)} />
      </>
    ),
    labels: { confirm: "Release", cancel: "Go on using it" },
    confirmProps: { color: "red.9" },
    onConfirm: () => void releaseNow(view.id, view.name, keeps),
  });
}

async function releaseNow(id: string, name: string, keeps: Keeps): Promise<void> {
  const released = await release(id, keeps, () =>
    say(
      `The daemon went away before it answered. It is asked again to release ${name} when it is back.`,
    ),
  );
  if (released.ok) say(`${name} is being released.`);
  else sayFault(released.error);
}
