import { Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { OpenDocument } from "../../store/documents.ts";

export function ExportPicture({ document }: { document: OpenDocument }): ReactElement {
  return <Text>{document.design.name}</Text>;
}
