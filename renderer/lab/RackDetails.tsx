import { Button, Text } from "@mantine/core";
import { useState, type ReactElement } from "react";
import { racksInScope, type Scope } from "../../shared/pool/condition.ts";
import { SORTS } from "../../shared/pool/inventory/sorts.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { rackKey, rackPlaces } from "../../shared/pool/racks.ts";
import { ThingDetails } from "./ThingDetails.tsx";
import { ThingForm } from "./ThingForm.tsx";
import { useMayAdminister } from "./use-lab.ts";

/** A rack's own height and site, or that nobody wrote them down. Nothing where several are meant. */
export function RackDetails(props: {
  readonly pool: Pool;
  readonly scope: Scope;
}): ReactElement | null {
  const { pool, scope } = props;
  const { resources } = pool;
  const [key, ...others] = racksInScope(resources, scope);
  if (key === undefined || others.length > 0) return null;
  const written = resources.racks.find((rack) => SORTS.rack.key(rack) === key);
  if (written !== undefined) return <ThingDetails pool={pool} sort="rack" item={written} />;
  const place = rackPlaces(resources).find((one) => rackKey(one) === key);
  return <Unwritten pool={pool} site={place?.site ?? ""} name={place?.rack ?? ""} />;
}

function Unwritten(props: {
  readonly pool: Pool;
  readonly site: string;
  readonly name: string;
}): ReactElement {
  const { pool, site, name } = props;
  const admin = useMayAdminister();
  const [editing, setEditing] = useState(false);
  if (editing && admin)
    return (
      <ThingForm
        pool={pool}
        sort="rack"
        item={{ name, site, units: 42 }}
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
