import { toInstant } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { designWith } from "../../../shared/components/overview.ts";
import { versionsNeeded } from "../../../shared/components/needed.ts";
import { libraryOf } from "../../../shared/components/update-uses.ts";
import { expandDesign } from "../../../shared/design/expand.ts";
import { MAXIMUM_DEPTH } from "../../../shared/design/use.ts";
import { resolveNodes } from "../../../shared/kinds/resolve.ts";
import type { ComponentReference, SharedComponent } from "../../../shared/protocol/component.ts";
import type { EventBody } from "../../../shared/protocol/event.ts";
import { found, procedures, unwrap } from "./implementer.ts";
import type { Services } from "./services.ts";

const KIBIBYTE = 1024;
const LARGEST_KIB = 1024;

/** The library: what a tenant shares among its people, and what is published to all. */
export function componentHandlers({ store, clock, catalogue }: Services) {
  const group = procedures.components;
  const tell = async (
    tenant: string | null,
    { component, version }: ComponentReference,
    change: Extract<EventBody, { type: "component" }>["change"],
  ): Promise<void> => {
    const at = toInstant(clock.now());
    await store.appendEvent(tenant, null, at, { type: "component", component, version, change });
  };
  return {
    list: group.list.handler(async ({ context: { tenant } }) => [
      ...(await store.listComponents(tenant)),
    ]),
    get: group.get.handler(async ({ input, context: { tenant } }) =>
      found(await store.component(tenant, input), "component version", nameOf(input)),
    ),
    save: group.save.handler(async ({ input, context: { tenant } }) => {
      const whole = unwrap(wholeComponent(input, catalogue));
      await store.putComponent(tenant, whole, toInstant(clock.now()));
      await tell(tenant, whole.version, "saved");
      return {};
    }),
    publish: group.publish.handler(async ({ input, context: { tenant } }) => {
      const done = await store.publishComponent(tenant, input, true);
      found(done || null, "component version", nameOf(input));
      await tell(null, input, "published");
      return {};
    }),
    withdraw: group.withdraw.handler(async ({ input, context: { tenant } }) => {
      const done = await store.publishComponent(tenant, input, false);
      found(done || null, "component version", nameOf(input));
      await tell(null, input, "withdrawn");
      return {};
    }),
    remove: group.remove.handler(async ({ input, context: { tenant } }) => {
      const all = await store.listComponents(tenant);
      const own = all.find(
        (one) => one.own && one.component === input.component && one.version === input.version,
      );
      if (found(own, "component version", nameOf(input)).published)
        unwrap(err(fault("component-published", { name: own?.name ?? "" })));
      const done = await store.removeComponent(tenant, input);
      found(done || null, "component version", nameOf(input));
      await tell(tenant, input, "removed");
      return {};
    }),
  };
}

function nameOf({ component, version }: ComponentReference): string {
  return `${component} ${version}`;
}

/**
 * A component as it may be kept: of bearable size, holding something, not itself, and nothing that did not
 * come with it. What came along without being used stays out.
 */
function wholeComponent(
  { version, uses }: SharedComponent,
  catalogue: Catalogue,
): Result<SharedComponent> {
  const { name } = version;
  const whole = { version, uses: [...versionsNeeded(version.nodes, libraryOf(uses))] };
  const size = Math.ceil(JSON.stringify(whole).length / KIBIBYTE);
  if (size > LARGEST_KIB)
    return err(fault("component-too-large", { name, size, limit: LARGEST_KIB }));
  if (Object.keys(version.nodes).length === 0) return err(fault("component-empty"));
  const nodes = resolveNodes(expandDesign(designWith(version, libraryOf(whole.uses))), catalogue);
  const reasons = new Set(
    [...nodes.values()]
      .flatMap(({ traits }) => traits.use?.troubles ?? [])
      .map((one) => one.reason),
  );
  if (reasons.has("too-large")) return err(fault("component-expands-too-far", { name }));
  if (reasons.has("too-deep"))
    return err(fault("component-nested-too-deep", { name, limit: MAXIMUM_DEPTH }));
  if (reasons.has("in-itself")) return err(fault("component-in-itself", { name }));
  return reasons.has("missing") ? err(fault("component-incomplete", { name })) : ok(whole);
}
