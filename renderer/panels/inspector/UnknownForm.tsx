import { Alert, Code, Stack, TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import type { ResolvedNode } from "../../../shared/kinds/resolve.ts";
import { PanelHead } from "../../ui/PanelHead.tsx";

/** A node of a kind this version does not know: shown and kept, not changed. */
export function UnknownForm({ node }: { node: ResolvedNode }): ReactElement {
  return (
    <>
      <PanelHead title="Unknown kind" />
      <Stack gap={12} px={14} pb={20}>
        <Alert color="yellow" title={`Labwright does not know the kind “${node.node.kind}”`}>
          The node is kept in the file as it is. A newer Labwright may know it; delete it if you do
          not need it.
        </Alert>
        <TextInput size="xs" label="Name" value={node.node.name} readOnly />
        <Code block>{JSON.stringify(node.node.properties, null, 2)}</Code>
      </Stack>
    </>
  );
}
