import { Anchor } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";

/** Words that lead to another place of the window, in the size of the text that they stand in. */
export function LinkButton(props: {
  /** What a press does. */
  readonly title: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}): ReactElement {
  return <Anchor component="button" type="button" fz="inherit" ta="left" {...props} />;
}
