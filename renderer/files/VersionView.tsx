import { Button, Group, Loader, Stack, Text } from "@mantine/core";
import { useEffect, useState, type ReactElement } from "react";
import type { Result } from "../../shared/base/result.ts";
import { faultText } from "../../shared/base/fault.ts";
import { compareDesigns, isSame } from "../../shared/design/compare.ts";
import type { Design } from "../../shared/design/design.ts";
import type { KeptVersion } from "../../shared/design/versions.ts";
import { openCopy, restoreVersion } from "../commands/versions.ts";
import { host } from "../host/index.ts";
import { isReadOnly, type OpenDocument } from "../store/documents.ts";
import { DesignPicture } from "../ui/DesignPicture.tsx";
import { Differences } from "./Differences.tsx";
import { showFileDialog } from "./dialogs.ts";
import styles from "./Versions.module.css";
import { readVersion } from "./versions.ts";

interface VersionViewProps {
  readonly document: OpenDocument;
  readonly history: string;
  readonly version: KeptVersion;
}

/** One version: its picture, what has changed since, and the way back to it. */
export function VersionView({ document, history, version }: VersionViewProps): ReactElement {
  const [read, setRead] = useState<Result<Design> | null>(null);
  useEffect(() => {
    let wanted = true;
    void readVersion(host(), history, version).then((result) => {
      if (wanted) setRead(result);
    });
    return () => {
      wanted = false;
    };
  }, [history, version]);
  if (read === null) return <Loader aria-label="Loading" />;
  if (!read.ok) return <Text size="sm">{faultText(read.error).what}.</Text>;
  const design = read.value;
  const isPresent = isSame(compareDesigns(document.design, design));
  const act = (run: () => void) => () => {
    showFileDialog(null);
    run();
  };
  return (
    <Stack gap="sm">
      <div className={styles["picture"]}>
        <DesignPicture design={design} />
      </div>
      {isPresent ? (
        <Text size="sm">It is what is drawn now.</Text>
      ) : (
        <>
          <Text size="sm" fw={600}>
            Restoring it changes this:
          </Text>
          <Differences before={document.design} after={design} />
        </>
      )}
      <Group justify="flex-end">
        <Button
          variant="default"
          onClick={act(() => {
            openCopy(design);
          })}
        >
          Open as a copy
        </Button>
        <Button
          disabled={isPresent || isReadOnly(document)}
          onClick={act(() => void restoreVersion(document.id, design))}
        >
          Restore
        </Button>
      </Group>
    </Stack>
  );
}
