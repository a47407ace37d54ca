import type { RuleCode } from "./rules/index.ts";

/**
 * What is wrong, one sentence per rule. `{1}` is the name of the first element the problem concerns, `{2}` of
 * the second; `{others}` names all but the first;
 * `{held:seat|seats}` chooses by a number; `{needed MiB}` is an amount; anything else is a parameter.
 */
export const PROBLEM_TEXTS = {
  "kind-unknown": "{1} is of the kind {kind}, which this version of Labwright does not know.",
  "component-missing": "{1} uses version {version} of a component that is not in the design.",
  "component-in-itself": "{1} uses the component that it is a part of.",
  "component-too-deep":
    "{1} lies inside of more than {limit} components; nothing is put in its place.",
  "component-too-large": "{1} stands for more than one design can hold.",
  "component-parameter-unknown": "{1} sets “{parameter}”, which is no parameter of its component.",
  "item-unknown": "{1} names {item}, which the catalogue does not have.",
  "property-invalid": "{1} has no valid value for “{property}”. {message}",
  "count-invalid": "{1} has a count of {count}; it can be {allowed}.",
  "copies-outside": "{1} has a count of {count}; by the load there are {least} to {most} copies.",
  "name-duplicate": "{1} has the same name as another node.",
  "name-not-host-name": "{1} has a name that cannot be a host name.",
  "link-dangling": "{1} leads to {missing}, which is not in the design.",
  "link-to-itself": "{1} starts and ends at {2}.",
  "port-unknown": "{2} has no port called {port}.",
  "medium-mismatch": "{2} and {3} cannot be linked: {from} does not fit {to}.",
  "link-duplicate": "{1} is there {count} times.",
  "ports-exhausted": "{1} has {available} {available:port|ports} of “{port}”; {used} are needed.",
  "port-taken": "{2} has no free port {number} of “{port}” for {1}.",
  "subnets-linked": "{2} and {3} are linked without a router between them.",
  "trunk-unused": "{2} and {3} are linked, but each has a subnet of its own, and nothing passes.",
  "cable-of-several": "{1} would have to join {count} machines with one cable.",
  "system-missing": "{1} has no operating system.",
  "system-architecture": "{1} is {architecture}, but {system} runs on {architectures} only.",
  "system-unsupported": "{1} is a {type}, which takes {families}; {system} does not start on it.",
  "application-system": "{application} on {1} does not run on {system}; it needs {systems}.",
  "application-architecture":
    "{application} on {1} is made for {architectures}; the machine is {architecture}.",
  "application-missing": "{application} on {1} needs {wanted} on the same machine.",
  "application-conflict": "{first} and {second} on {1} exclude each other.",
  "application-twice": "{1} lists {applications} more than once.",
  "memory-short": "{1} has {available MiB} of memory; its software needs {needed MiB}.",
  "disk-short": "{1} has {available GiB} of disk; its software needs {needed GiB}.",
  "cores-short":
    "{1} has {available} {available:core|cores}; its applications are meant to have {needed}.",
  "storage-unattached": "{1} ({capacity GiB}) is attached to no machine.",
  "storage-small":
    "{1} has {available GiB} with its volumes {others}; its software needs {needed GiB}.",
  "storage-class-exceeded":
    "{1} asks for {capacity GiB} at {bandwidth Mb/s}; {class} gives at most {maximum GiB} at {fastest Mb/s}.",
  "apart-and-together":
    "{1} is kept together by {together} and apart by {apart}; one {together} cannot be in different ones of these.",
  "storage-slow": "{1} delivers {available Mb/s}; the machines on it need {needed Mb/s}.",
  "cidr-invalid": "{1} has “{cidr}” for its address range: {why}.",
  "cidr-overlap": "{1} ({second}) overlaps with {2} ({first}).",
  "subnet-small":
    "{1} ({cidr}) has room for {available} {available:address|addresses}; {needed} are needed.",
  "gateway-invalid": "{1} names the gateway {gateway}, which is no usable address of {cidr}.",
  "address-invalid":
    "{1} cannot use the fixed {count:address|addresses} {addresses} in any of its subnets.",
  "address-duplicate": "{1} has the address {address}, which is taken in the same subnet.",
  "vlan-ambiguous":
    "{links} {links:link|links} into {1} {links:does|do} not say which of its {count} subnets {links:it is|they are} for.",
  "vlan-unknown": "{1} names VLAN {vlan}; {3} carries {vlans}.",
  "vlan-clash": "{1} and {2} are both in VLAN {vlan}.",
  "machine-unconnected": "{1} is linked to no network.",
  "network-missing": "{1} joins {others}, but no subnet is linked to it.",
  "router-joins-nothing": "{1} is in {networks} of the {least} or more networks it is for.",
  "internet-unreachable": "{applications} on {1} cannot reach the Internet.",
  "service-missing": "{application} on {1} needs {wanted} in the network, and the design has none.",
  "not-on-same-network": "{application} on {1} must be in one subnet with {wanted} ({others}).",
  "networks-not-joined": "{application} on {1} has no way to {wanted} ({others}).",
  "balancer-without-servers": "{1} reaches no machine that serves port {port}.",
  "firewall-rule-invalid": "Rule {number} of {1} has a {part} that means nothing: “{text}”.",
  "firewall-shadowed": "Rule {number} of {1} is never used, because of rule {earlier}.",
  "firewall-blocks": "{application} on {1} is blocked on {port} ({others}).",
  "link-speed-mismatch": "{2} could do {fast Mb/s}, but {3} only does {slow Mb/s}.",
  "link-overloaded": "{1} is to carry {needed Mb/s}; its ports do {available Mb/s}.",
  "trunk-overloaded": "{1} carries {available Mb/s}; {needed Mb/s} are needed across it.",
  "internet-overloaded": "{1} carries {available Mb/s}; {needed Mb/s} are needed.",
  "product-missing": "{1} says not of which product its seats are.",
  "licence-missing": "{software} needs a licence: {needed} × {product}, and there is none.",
  "licence-seats-short": "{product} has {held} {held:seat|seats}; {needed} are needed.",
  "licence-unused": "{product} has {held} {held:seat|seats}; {needed} {needed:is|are} used.",
  "no-rate": "The price book has no price for {item} of {1} ({meter}).",
} as const satisfies Record<RuleCode, string>;
