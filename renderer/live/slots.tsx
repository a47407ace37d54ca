import type { ReactNode } from "react";
import { selectedIds } from "../store/elements.ts";
import { useSelection, useShownEnvironment } from "../store/selectors.ts";
import { EnvironmentBar } from "./EnvironmentBar.tsx";
import { EventsPanel } from "./EventsPanel.tsx";
import { InstanceList } from "./InstanceList.tsx";

export function CanvasHead(): ReactNode {
  const environment = useShownEnvironment();
  return environment === null ? null : <EnvironmentBar environment={environment} />;
}

export function InspectorHead(): ReactNode {
  const environment = useShownEnvironment();
  const selection = useSelection();
  if (environment === null) return null;
  return <InstanceList environment={environment} nodes={selectedIds(selection, "node")} />;
}

export function EventsTab(): ReactNode {
  return <EventsPanel environment={useShownEnvironment()} />;
}
