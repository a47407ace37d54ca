import { merge, object, or } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional, withDefault } from "@optique/core/modifiers";
import { argument, command, constant, option } from "@optique/core/primitives";
import { integer, string } from "@optique/core/valueparser";
import { path } from "@optique/run/valueparser";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import { drawingOf, readComponent } from "../../../shared/components/drawing.ts";
import { versionsNeeded } from "../../../shared/components/needed.ts";
import { libraryOf } from "../../../shared/components/update-uses.ts";
import { printDesign } from "../../../shared/design/print.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import type { ComponentSummary } from "../../../shared/protocol/component.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { loadDesign } from "../design-file.ts";
import { connecting } from "../options.ts";
import { table } from "../show/table.ts";
import { answer } from "../terminal.ts";

const name = argument(string({ metavar: "COMPONENT" }), {
  description: message`A component, by name or id.`,
});
const version = optional(
  option("--version", integer({ metavar: "NUMBER", min: 1 }), {
    description: message`Which version; the newest, unless given.`,
  }),
);
const file = argument(path({ metavar: "FILE" }), {
  description: message`The drawing of a component, as get and the window write it.`,
});
const wanted = <const Action extends string>(action: Action) =>
  object({ action: constant(action), name, version });

/** `labwright component [list | get | save | publish | withdraw | remove]` */
export const component = defineVerb({
  name: "component",
  brief: message`Share reusable components with your tenant, or with all.`,
  options: merge(
    connecting,
    withDefault(
      or(
        command("list", object({ action: constant("list") }), { brief: message`Show all.` }),
        command("get", wanted("get"), { brief: message`Print a component as a design file.` }),
        command("save", object({ action: constant("save"), file }), {
          brief: message`Share a version with the people of your tenant.`,
        }),
        command("publish", wanted("publish"), { brief: message`Offer a version to all tenants.` }),
        command("withdraw", wanted("withdraw"), { brief: message`Take that back.` }),
        command("remove", wanted("remove"), { brief: message`Remove a version.` }),
      ),
      { action: "list" } as const,
    ),
  ),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      switch (options.action) {
        case "list": {
          const all = must(await attempt(client.components.list()));
          answer(terminal, options.json, all, () => listed(all));
          return 0;
        }
        case "save": {
          const design = await loadDesign(options.file);
          const saved = must(readComponent(design));
          const uses = [...versionsNeeded(saved.nodes, design.components)];
          must(await attempt(client.components.save({ version: saved, uses })));
          const { component: id, version: number } = saved;
          answer(terminal, options.json, { component: id, version: number }, () => [
            `${saved.name}, version ${number}, is in the library.`,
          ]);
          return 0;
        }
        case "get": {
          const found = await find(client, options.name, options.version);
          const shared = must(await attempt(client.components.get(found)));
          terminal.out(printDesign(drawingOf(shared.version, libraryOf(shared.uses))).trimEnd());
          return 0;
        }
        case "publish":
        case "withdraw":
        case "remove": {
          const found = await find(client, options.name, options.version);
          must(await attempt(client.components[options.action](found)));
          answer(terminal, options.json, found, () => [
            `${found.name}, version ${found.version}: ${DONE[options.action]}.`,
          ]);
          return 0;
        }
      }
    }),
});

const DONE = { publish: "published", withdraw: "withdrawn", remove: "removed" } as const;

function listed(all: readonly ComponentSummary[]): readonly string[] {
  return table(
    ["NAME", "VERSION", "FROM", "ID"],
    all.map((one) => [
      one.name,
      String(one.version),
      one.own ? `you${one.published ? ", published" : ""}` : "published",
      one.component,
    ]),
  );
}

/** The version of that number, or the newest, of a component by id or name. */
async function find(client: LabwrightClient, wish: string, number: number | undefined) {
  const all = must(await attempt(client.components.list()));
  const named = all.filter((one) => one.component === wish || one.name === wish);
  const [found] = named
    .filter((one) => number === undefined || one.version === number)
    .toSorted((a, b) => b.version - a.version);
  if (found === undefined)
    throw new FaultError(fault("not-found", { what: "component", id: wish }));
  return { component: found.component, version: found.version, name: found.name };
}
