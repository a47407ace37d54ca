import { Button, Text } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { Pool } from "../../shared/pool/pool.ts";
import { ThingForm } from "./ThingForm.tsx";
import { useMayAdminister } from "./use-lab.ts";

/** A rack's own height and site. */
export function RackDetails(props: { readonly pool: Pool; readonly name: string }): ReactElement {
  const { pool, name } = props;
  const admin = useMayAdminister();
  const [editing, setEditing] = useState(false);
  const rack = pool.resources.racks.find((one) => one.name === name);
  if (editing && admin)
    return (
      <ThingForm
        pool={pool}
        sort="rack"
        item={rack ?? { name, site: "", units: 42 }}
        onDone={() => setEditing(false)}
      />
    );
  return (
    <>
      <Text size="sm">
        {rack === undefined
          ? "Only the things in it tell of it."
          : `${rack.units} units${rack.site === "" ? "" : `, ${rack.site}`}`}
      </Text>
      {admin && (
        <Button
          size="compact-sm"
          variant="default"
          style={{ alignSelf: "start" }}
          onClick={() => setEditing(true)}
        >
          Change…
        </Button>
      )}
    </>
  );
}
