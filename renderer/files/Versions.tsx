import { Loader, ScrollArea, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useEffect, useState, type ReactElement } from "react";
import type { KeptVersion, VersionReason } from "../../shared/design/versions.ts";
import { versionsKept } from "../commands/versions.ts";
import { host } from "../host/index.ts";
import type { OpenDocument } from "../store/documents.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { VersionView } from "./VersionView.tsx";
import styles from "./Versions.module.css";
import { historyOf, listVersions } from "./versions.ts";

const REASONS = {
  opened: "Opened",
  autosave: "Kept while drawing",
  saved: "Saved",
  restored: "Before a restore",
  elsewhere: "Before a reload",
} satisfies Record<VersionReason, string>;

/** The history of the tab's file: what it was when, with a picture and what has changed since. */
export function Versions({ document }: { document: OpenDocument }): ReactElement {
  const history = historyOf(document);
  const [versions, setVersions] = useState<readonly KeptVersion[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    void versionsKept(document.id)
      .then(() => listVersions(host(), history))
      .then(setVersions);
  }, [document.id, history]);
  if (versions === null) return <Loader aria-label="Loading" />;
  const [newest] = versions;
  const shown = versions.find(({ id }) => id === chosen) ?? newest;
  if (shown === undefined)
    return (
      <EmptyState icon={IconHistory} title="No versions yet">
        One is kept whenever you save, and every two minutes while you draw.
      </EmptyState>
    );
  return (
    <div className={styles["versions"]}>
      <ScrollArea h={520} type="auto">
        <ul className={styles["list"]} aria-label="Versions">
          {versions.map((version) => (
            <li key={version.id}>
              <button
                type="button"
                className={styles["version"]}
                aria-current={version === shown}
                onClick={() => {
                  setChosen(version.id);
                }}
              >
                <Text size="sm" fw={600} component="span">
                  {timeText(version.keptAt)}
                </Text>
                <Text size="xs" c="dimmed" component="span">
                  {REASONS[version.reason]}
                </Text>
                <Text size="xs" component="span">
                  {version.summary}
                </Text>
              </button>
            </li>
          ))}
        </ul>
      </ScrollArea>
      <VersionView key={shown.id} document={document} history={history} version={shown} />
    </div>
  );
}

function timeText(time: string): string {
  return new Date(time).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" });
}
