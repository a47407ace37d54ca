import { Anchor, Breadcrumbs, Button, Group, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { usesToUpdate } from "../../shared/components/update-uses.ts";
import { activate, useDocuments, type OpenDocument } from "../store/documents.ts";
import { useActiveDocument, useReadOnly } from "../store/selectors.ts";
import { CommandButton } from "../ui/CommandButton.tsx";
import styles from "./ComponentBanner.module.css";
import { useOpenedFrom, wayTo } from "./drill-down.ts";
import { nextNumber, useLibrary } from "./library.ts";
import { saveNextVersion } from "./operations.ts";

/** Over the drawing of a component: the way one came, which version it is, and how to make the next. */
export function ComponentBanner(): ReactElement | null {
  const document = useActiveDocument();
  const readOnly = useReadOnly();
  // The number of the next version follows from the library.
  useLibrary((library) => library.versions);
  const component = document?.design.component;
  if (document === null || component?.id === undefined || component.version === undefined)
    return null;
  const { id, version } = component;
  const changed = document.design !== document.saved;
  return (
    <Group className={styles["banner"] ?? ""} justify="space-between" wrap="nowrap">
      <Way document={document} component={id} version={version} />
      {!readOnly && (
        <Group gap="xs" wrap="nowrap">
          <CommandButton id="component.describe" />
          <Button
            size="compact-sm"
            variant={changed ? "filled" : "light"}
            onClick={() => void saveNextVersion()}
          >
            Save as version {Math.max(nextNumber(id), version + 1)}
          </Button>
        </Group>
      )}
    </Group>
  );
}

interface WayProps {
  readonly document: OpenDocument;
  readonly component: string;
  readonly version: number;
}

/** The drawings one came through; for one that was opened by itself, those that use it. */
function Way({ document, component, version }: WayProps): ReactElement {
  const documents = useDocuments((state) => state.documents);
  useOpenedFrom();
  const way = wayTo(document.id);
  const users = documents.filter(({ design }) => usesToUpdate(design, pin(component)).length > 0);
  return (
    <nav aria-label="Where it is used" className={styles["way"]}>
      <Breadcrumbs className={styles["crumbs"] ?? ""} separator={way.length > 0 ? "›" : "/"}>
        {(way.length > 0 ? way : users).map((user) => (
          <Anchor
            key={user.id}
            component="button"
            size="sm"
            className={styles["crumb"] ?? ""}
            title={user.design.name}
            onClick={() => {
              activate(user.id);
            }}
          >
            {user.design.name}
          </Anchor>
        ))}
        <Text size="sm" className={styles["crumb"] ?? ""} aria-current="page">
          {document.design.name}, version {version}
        </Text>
      </Breadcrumbs>
    </nav>
  );
}

/** Matches every use of the component, whatever its version. */
function pin(component: string): Parameters<typeof usesToUpdate>[1] {
  const none = { ports: {}, parameters: {}, nodes: {}, links: {}, groups: {}, notes: {}, tags: [] };
  return { component, version: 0, name: "", ...none };
}
