import { ActionIcon, Button, Group, ScrollArea, Text, Title, VisuallyHidden } from "@mantine/core";
import {
  IconFile,
  IconFileImport,
  IconFilePlus,
  IconFolderOpen,
  IconHistory,
  IconServerBolt,
  IconTrash,
} from "@tabler/icons-react";
import { useEffect, useState, type ReactElement } from "react";
import type { RecoveredDraft } from "../../shared/protocol/desktop-bridge.ts";
import { listDrafts, recoverDraft, throwDraftAway } from "../commands/drafts.ts";
import { runCommandById } from "../commands/index.ts";
import { newFile, openExample, openFile, openRecent } from "../commands/files.ts";
import { useSettings } from "../store/settings.ts";
import { DesignPicture } from "../ui/DesignPicture.tsx";
import { localTime } from "../ui/local-time.ts";
import { EXAMPLES, type Example } from "./examples.ts";
import styles from "./StartPage.module.css";

/** What is shown while no design is: begin, go on, or look at an example. */
export function StartPage(): ReactElement {
  return (
    <ScrollArea>
      <div className={styles["page"]}>
        <div>
          <Title order={1} size={26}>
            Design a lab, see what it costs, run it
          </Title>
          <Text c="dimmed" mt={6}>
            Draw machines and networks. Problems and price follow as you draw; then send it to the
            lab.
          </Text>
          <Group mt={20} gap={10}>
            <Button leftSection={<IconFilePlus size={18} />} onClick={newFile}>
              New design
            </Button>
            <Button
              variant="default"
              leftSection={<IconFolderOpen size={18} />}
              onClick={() => void openFile()}
            >
              Open file
            </Button>
            <Button
              variant="default"
              leftSection={<IconFileImport size={18} />}
              onClick={() => {
                runCommandById("file.import");
              }}
            >
              Import
            </Button>
            <Button
              variant="default"
              leftSection={<IconServerBolt size={18} />}
              onClick={() => {
                runCommandById("design.service");
              }}
            >
              Start from a service
            </Button>
            <Text size="xs" c="dimmed">
              or drop a file onto the window
            </Text>
          </Group>
        </div>
        <Drafts />
        <Recents />
        <section aria-labelledby="examples">
          <h2 id="examples" className={styles["heading"]}>
            Examples
          </h2>
          <div className={styles["cards"]}>
            {EXAMPLES.map((example) => (
              <ExampleCard key={example.id} example={example} />
            ))}
          </div>
        </section>
      </div>
    </ScrollArea>
  );
}

function ExampleCard({ example }: { example: Example }): ReactElement {
  const { name, description } = example.design;
  return (
    <button
      type="button"
      className={styles["card"]}
      onClick={() => {
        openExample(example.design);
      }}
    >
      <DesignPicture design={example.design} />
      <span className={styles["name"]}>
        <VisuallyHidden>Open example </VisuallyHidden>
        {name}
      </span>
      <span className={styles["about"]}>{description}</span>
    </button>
  );
}

function Recents(): ReactElement | null {
  const recent = useSettings((settings) => settings.recentFiles);
  if (recent.length === 0) return null;
  return (
    <section aria-labelledby="recent">
      <h2 id="recent" className={styles["heading"]}>
        Recent
      </h2>
      {recent.map((path) => (
        <button
          key={path}
          type="button"
          className={styles["line"]}
          onClick={() => void openRecent(path)}
        >
          <IconFile size={16} aria-hidden />
          <span>{path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1)}</span>
          <span className={styles["where"]}>{path}</span>
        </button>
      ))}
    </section>
  );
}

/** Work that was not saved when the program ended, or whose tab was closed. */
function Drafts(): ReactElement | null {
  const [drafts, setDrafts] = useState<readonly RecoveredDraft[]>([]);
  useEffect(() => {
    void listDrafts().then(setDrafts);
  }, []);
  if (drafts.length === 0) return null;
  const gone = (id: string): void => {
    setDrafts(drafts.filter((draft) => draft.id !== id));
  };
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts" className={styles["heading"]}>
        Unsaved work
      </h2>
      {drafts.map((draft) => (
        <div key={draft.id} className={styles["draft"]}>
          <button
            type="button"
            className={styles["line"]}
            onClick={() => {
              void recoverDraft(draft).then((recovered) => {
                if (recovered) gone(draft.id);
              });
            }}
          >
            <IconHistory size={16} aria-hidden />
            <span>
              <VisuallyHidden>Recover </VisuallyHidden>
              {draft.name}
            </span>
            <span className={styles["where"]}>
              {localTime(draft.savedAt)}
              {draft.path !== null && ` · of ${draft.path}`}
            </span>
          </button>
          <ActionIcon
            aria-label={`Throw away the draft ${draft.name}`}
            onClick={() => {
              void throwDraftAway(draft.id);
              gone(draft.id);
            }}
          >
            <IconTrash size={15} />
          </ActionIcon>
        </div>
      ))}
    </section>
  );
}
