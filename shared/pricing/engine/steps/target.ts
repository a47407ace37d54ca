import type { Use } from "../usage.ts";

/**
 * What a line is about, as the first part of its key. Nothing that differs between a projection and what was
 * metered is in it: no source, session, run or copy.
 */
export function targetOf(use: Use, account: string, rule: string, instance: string): string {
  const whose = [
    use.environment,
    use.node,
    use.component,
    use.user,
    use.groups.join("+"),
    use.qosClass,
  ];
  return [account, ...whose, rule, use.meter, use.item, instance].map(encode).join("/");
}

/** Keys are parted by slashes. */
function encode(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("/", "%2F");
}
