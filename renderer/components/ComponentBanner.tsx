import { Anchor, Breadcrumbs, Button, Group, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { activate, useDocuments } from "../store/documents.ts";
import { useActiveDocument } from "../store/selectors.ts";
import { usesToUpdate } from "../../shared/components/update-uses.ts";
import { newestVersion, useLibrary } from "./library.ts";
import { saveNextVersion } from "./operations.ts";
import styles from "./ComponentBanner.module.css";

/** Over the drawing of a component: where it is used, which version it is, and how to make the next. */
export function ComponentBanner(): ReactElement | null {
  const document = useActiveDocument();
  const documents = useDocuments((state) => state.documents);
  // The number of the next version follows from the library.
  useLibrary((library) => library.versions);
  const component = document?.design.component;
  if (document === null || component?.id === undefined || component.version === undefined)
    return null;
  const { id, version } = component;
  const users = documents.filter(({ design }) => usesToUpdate(design, pin(id)).length > 0);
  const changed = document.design !== document.saved;
  return (
    <Group className={styles["banner"] ?? ""} justify="space-between" wrap="nowrap">
      <Breadcrumbs>
        {users.map((user) => (
          <Anchor
            key={user.id}
            component="button"
            size="sm"
            onClick={() => {
              activate(user.id);
            }}
          >
            {user.design.name}
          </Anchor>
        ))}
        <Text size="sm">
          {document.design.name}, version {version}
        </Text>
      </Breadcrumbs>
      <Button
        size="compact-sm"
        variant={changed ? "filled" : "light"}
        onClick={() => void saveNextVersion()}
      >
        Save as version {1 + (newestVersion(id)?.version ?? version)}
      </Button>
    </Group>
  );
}

/** Matches every use of the component, whatever its version. */
function pin(component: string): Parameters<typeof usesToUpdate>[1] {
  const none = { ports: {}, parameters: {}, nodes: {}, links: {}, groups: {}, notes: {}, tags: [] };
  return { component, version: 0, name: "", ...none };
}
