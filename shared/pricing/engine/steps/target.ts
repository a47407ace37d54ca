import type { Use } from "../usage.ts";

type Named = Pick<
  Use,
  "environment" | "node" | "component" | "user" | "groups" | "qosClass" | "meter" | "item"
>;

/**
 * What a line is about, as the first part of its key. Nothing that differs between a projection and what was
 * metered is in it: no source, session, run or copy.
 */
export function targetOf(use: Named, account: string, rule: string, instance: string): string {
  const what = [rule, use.meter, use.item, instance];
  return `${targetStart(use, account)}/${what.map(targetText).join("/")}`;
}

/** The part of a key that says whose usage it is. */
export function targetStart(
  {
    environment,
    node,
    component,
    user,
    groups,
    qosClass,
  }: Omit<Named, "meter" | "item" | "groups"> & { readonly groups: readonly string[] },
  account: string,
): string {
  const whose = [account, environment, node, component, user, groups.join("+"), qosClass];
  return whose.map(targetText).join("/");
}

/** A text as it stands in keys, which slashes divide. */
export function targetText(text: string): string {
  return !text.includes("/") && !text.includes("%")
    ? text
    : text.replaceAll("%", "%25").replaceAll("/", "%2F");
}

/** The reusable component that a line is about, out of its key. */
export function componentIn(key: string): string {
  return (key.split("/")[3] ?? "").replaceAll("%2F", "/").replaceAll("%25", "%");
}
