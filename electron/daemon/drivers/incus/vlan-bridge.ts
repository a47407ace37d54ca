import { z } from "zod";
import { err, ok } from "../../../../shared/base/result.ts";
import type { Context } from "./context.ts";
import { refused, type Outcome } from "./client/failure.ts";
import { apiPath, isMissing } from "./client/rest.ts";
import { onMember } from "./members.ts";

const interfaceSchema = z.looseObject({ type: z.string() });

/** Open vSwitch says nothing of its bridges here. */
const stateSchema = z.looseObject({
  bridge: z.looseObject({ vlan_filtering: z.boolean() }).nullish(),
});

/**
 * What the bridge of a server, or of the `member` of a cluster, is that carries VLANs. One that is not there, or would let all VLANs hear each other, is refused with
 * the way to mend it. `action` completes "the server refused …".
 */
export async function readVlanBridge(
  context: Context,
  action: string,
  member: string,
): Promise<Outcome<"linux" | "open-vswitch">> {
  const { rest, facts, signal, vlans } = context;
  const name = vlans?.bridge ?? "";
  const on = onMember(context, member);
  const found = await rest.get(apiPath(["networks", name], on), interfaceSchema, signal);
  const whose = facts.clustered ? `${member}: ` : "";
  if (!found.ok && !isMissing(found.error)) return found;
  if (!found.ok || found.value.type !== "bridge")
    return err(refused(action, `${whose}it has no bridge ${name} to carry VLANs`));
  const state = await rest.get(apiPath(["networks", name, "state"], on), stateSchema, signal);
  if (!state.ok) return state;
  const { bridge } = state.value;
  if (bridge === null || bridge === undefined) return ok("open-vswitch");
  if (bridge.vlan_filtering) return ok("linux");
  const way = `ip link set ${name} type bridge vlan_filtering 1`;
  return err(
    refused(action, `${whose}its bridge ${name} does not keep VLANs apart; run \`${way}\` there`),
  );
}
