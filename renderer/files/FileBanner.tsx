import { Alert, Button, CloseButton, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconFileAlert, IconInfoCircle, IconLock } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import { keepMine, reloadFile } from "../commands/changed-files.ts";
import { save } from "../commands/files.ts";
import { openCopy } from "../commands/versions.ts";
import { setLocked, type OpenDocument } from "../store/documents.ts";
import { useActiveDocument } from "../store/selectors.ts";
import { showFileDialog } from "./dialogs.ts";
import styles from "./FileBanner.module.css";
import { useFileState } from "./file-states.ts";

/** Over the canvas: what is the matter with the file of the tab, and what one can do. */
export function FileBanner(): ReactElement | null {
  const document = useActiveDocument();
  return document === null ? null : <Banner key={document.id} document={document} />;
}

function Banner({ document }: { document: OpenDocument }): ReactElement | null {
  const { change, elsewhere } = useFileState(document.id);
  const [dismissed, setDismissed] = useState(false);
  if (document.losses !== null) return <DamagedBanner document={document} />;
  if (change !== null)
    return change.file === null ? <GoneBanner /> : <ChangedBanner id={document.id} />;
  if (document.locked) return <LockedBanner id={document.id} />;
  if (!elsewhere || dismissed) return null;
  return (
    <Alert className={styles["banner"]} color="blue" icon={<IconInfoCircle />} role="status">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">
          This file is also open in another window. Save in one of them, then reload in the other.
        </Text>
        <CloseButton
          aria-label="Close this message"
          onClick={() => {
            setDismissed(true);
          }}
        />
      </Group>
    </Alert>
  );
}

function LockedBanner({ id }: { id: string }): ReactElement {
  return (
    <Alert className={styles["banner"]} color="blue" icon={<IconLock />} role="status">
      <Group justify="space-between">
        <Text size="sm">The drawing is locked: it can be looked at, sent and saved.</Text>
        <Action
          text="Unlock"
          run={() => {
            setLocked(id, false);
          }}
        />
      </Group>
    </Alert>
  );
}

function DamagedBanner({ document }: { document: OpenDocument }): ReactElement {
  const { nodes, links } = document.design;
  return (
    <Alert className={styles["banner"]} color="orange" icon={<IconFileAlert />} role="alert">
      <Group justify="space-between">
        <Text size="sm">
          This file is damaged. {Object.keys(nodes).length} nodes and {Object.keys(links).length}{" "}
          links could be read; they are shown but not edited, and the file stays as it is.
        </Text>
        <Group gap="xs">
          <Action
            text="What is missing"
            run={() => {
              showFileDialog("losses");
            }}
          />
          <Action
            text="Versions"
            run={() => {
              showFileDialog("versions");
            }}
          />
          <Action
            text="Edit a copy"
            run={() => {
              openCopy(document.design);
            }}
          />
        </Group>
      </Group>
    </Alert>
  );
}

function ChangedBanner({ id }: { id: string }): ReactElement {
  return (
    <Alert className={styles["banner"]} color="orange" icon={<IconAlertTriangle />} role="alert">
      <Group justify="space-between">
        <Text size="sm">Another window or program has changed this file.</Text>
        <Group gap="xs">
          <Action
            text="Compare"
            run={() => {
              showFileDialog("compare");
            }}
          />
          <Action text="Keep mine" run={() => void keepMine(id)} />
          <Action text="Reload" run={() => void reloadFile(id)} />
        </Group>
      </Group>
    </Alert>
  );
}

function GoneBanner(): ReactElement {
  return (
    <Alert className={styles["banner"]} color="orange" icon={<IconAlertTriangle />} role="alert">
      <Group justify="space-between">
        <Text size="sm">The file is not there any more: it was removed or renamed.</Text>
        <Action text="Save it again" run={() => void save(false)} />
      </Group>
    </Alert>
  );
}

function Action({ text, run }: { text: string; run: () => void }): ReactElement {
  return (
    <Button size="compact-sm" variant="default" onClick={run}>
      {text}
    </Button>
  );
}
