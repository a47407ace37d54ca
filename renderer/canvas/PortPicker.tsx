import { Menu, ScrollArea } from "@mantine/core";
import { useState, type ReactElement } from "react";
import type { Endpoint } from "../../shared/design/design.ts";
import { portMenu, type PortMenu } from "../commands/port-options.ts";
import { useDesign } from "../store/selectors.ts";
import { catalogue } from "../store/reference.ts";
import { useUi, type Picking } from "../store/ui.ts";
import { putLink } from "./use-connecting.ts";

/** Asks at the pointer for the port at each end of a new link; an end without a choice is not asked for. */
export function PortPicker(): ReactElement | null {
  const picking = useUi((ui) => ui.picking);
  if (picking === null) return null;
  return <Steps key={`${picking.from} ${picking.to}`} picking={picking} />;
}

function close(): void {
  useUi.setState({ picking: null });
}

function Steps({ picking }: { readonly picking: Picking }): ReactElement | null {
  const design = useDesign();
  const [chosen, setChosen] = useState<Endpoint | null>(null);
  if (design === null) return null;
  const { from, fromPort, to, at } = picking;
  const near = portMenu(design, catalogue(), from, fromPort, to, null);
  const start = chosen ?? onlyOne(near);
  const farOf = (end: Endpoint): PortMenu =>
    portMenu(design, catalogue(), to, null, from, end.port);
  const finish = (end: Endpoint, other: Endpoint): void => {
    close();
    putLink({ from: end, to: other });
  };
  if (start === null)
    return (
      <PortList
        key="from"
        at={at}
        menu={near}
        onChoose={(end) => {
          const only = onlyOne(farOf(end));
          if (only === null) setChosen(end);
          else finish(end, only);
        }}
      />
    );
  return <PortList key="to" at={at} menu={farOf(start)} onChoose={(end) => finish(start, end)} />;
}

function onlyOne({ options }: PortMenu): Endpoint | null {
  return options.length === 1 ? (options[0]?.end ?? null) : null;
}

interface PortListProps {
  readonly at: Picking["at"];
  readonly menu: PortMenu;
  readonly onChoose: (end: Endpoint) => void;
}

// Not keys: the one that opened the menu still goes on its way when it is there, and would close it.
const CLOSED_OUTSIDE_BY = ["mousedown", "touchstart"];

/** The free ports of one end. A component of its own for each step, so that the keyboard starts anew at the top. */
function PortList({ at, menu, onChoose }: PortListProps): ReactElement {
  const { node, vlans, options } = menu;
  const name = `Port of ${node}`;
  return (
    <Menu
      opened
      onClose={close}
      closeOnItemClick={false}
      clickOutsideEvents={CLOSED_OUTSIDE_BY}
      position="bottom-start"
      width={260}
    >
      <Menu.Target>
        <span style={{ position: "fixed", left: at.x, top: at.y, width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={name}>
        <Menu.Label>
          {name}
          {vlans.length > 0 && ` · VLAN ${vlans.join(", ")}`}
        </Menu.Label>
        <ScrollArea.Autosize mah={280} type="auto" scrollbarSize={8}>
          {options.map(({ end, title, speed }, index) => (
            <Menu.Item
              key={`${end.port} ${end.index}`}
              rightSection={speed}
              {...(index === 0 && { "data-autofocus": true })}
              onClick={() => {
                onChoose(end);
              }}
            >
              {title}
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}
