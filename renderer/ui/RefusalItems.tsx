import { List } from "@mantine/core";
import type { ReactNode } from "react";
import { foldRefusals } from "../../shared/placement/refusals/fold-refusals.ts";
import type { Refusal } from "../../shared/placement/placement.ts";
import { refusalText } from "../../shared/placement/refusals/refusal-text.ts";
import { withLocalTimes } from "./told-times.ts";

/** More than this are counted and not listed. */
const LISTED = 8;

/** Why a lab cannot hold a design, as items of a list: what several machines lack alike stands once. */
export function RefusalItems(props: { readonly refusals: readonly Refusal[] }): ReactNode {
  const folded = foldRefusals(props.refusals);
  return (
    <>
      {folded.slice(0, LISTED).map((refusal) => (
        <List.Item key={`${refusal.code} ${refusal.elements.join(" ")}`}>
          {withLocalTimes(refusalText(refusal))}
        </List.Item>
      ))}
      {folded.length > LISTED && <List.Item>and {folded.length - LISTED} more</List.Item>}
    </>
  );
}
