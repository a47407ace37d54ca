import { Button, Text } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { Pool } from "../../shared/pool/pool.ts";
import { ThingDetails } from "./ThingDetails.tsx";
import { ThingForm } from "./ThingForm.tsx";
import { useMayAdminister } from "./use-lab.ts";

/** A rack's own height and site, or that nobody wrote them down. */
export function RackDetails(props: { readonly pool: Pool; readonly name: string }): ReactElement {
  const { pool, name } = props;
  const rack = pool.resources.racks.find((one) => one.name === name);
  return rack === undefined ? (
    <Unwritten {...props} />
  ) : (
    <ThingDetails pool={pool} sort="rack" item={rack} />
  );
}

function Unwritten({ pool, name }: { readonly pool: Pool; readonly name: string }): ReactElement {
  const admin = useMayAdminister();
  const [editing, setEditing] = useState(false);
  if (editing && admin)
    return (
      <ThingForm
        pool={pool}
        sort="rack"
        item={{ name, site: "", units: 42 }}
        onDone={() => setEditing(false)}
      />
    );
  return (
    <>
      <Text size="sm">Only the things in it tell of it.</Text>
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
