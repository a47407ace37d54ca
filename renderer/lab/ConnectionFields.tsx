import { Group, Textarea, TextInput } from "@mantine/core";
import { useState, type ChangeEvent, type ReactElement } from "react";
import { isSocket, wrongIn, type TypedConnection } from "./typed-connection.ts";

/** What a lab is called and how its server is reached; by a socket nothing more is needed. */
export function ConnectionFields(props: {
  readonly typed: TypedConnection;
  readonly onType: (part: Partial<TypedConnection>) => void;
  /** The daemon has a key already: an empty one stays as it is. */
  readonly hasKey: boolean;
  /** Only its name can be changed. */
  readonly onlyName: boolean;
}): ReactElement {
  const { typed, onType, hasKey, onlyName } = props;
  const secured = !onlyName && !isSocket(typed);
  // Not while somebody is still typing.
  const [left, setLeft] = useState<ReadonlySet<keyof TypedConnection>>(new Set());
  const wrong = wrongIn(typed);
  const entry = (part: keyof TypedConnection) => ({
    value: typed[part],
    error: left.has(part) ? wrong[part] : undefined,
    onBlur: () => setLeft((known) => new Set([...known, part])),
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onType({ [part]: event.currentTarget.value }),
  });
  return (
    <>
      <Group grow align="flex-start">
        <TextInput label="Name" {...entry("name")} />
        {!onlyName && (
          <TextInput
            label="Address"
            description="Or the path of a socket on the daemon’s machine."
            inputWrapperOrder={["label", "input", "description", "error"]}
            placeholder="https://lab.example:8443"
            {...entry("address")}
          />
        )}
      </Group>
      {secured && (
        <>
          <Textarea
            label="Client certificate (PEM)"
            autosize
            minRows={2}
            maxRows={6}
            {...entry("certificate")}
          />
          <Textarea
            label="Its private key (PEM)"
            description={
              hasKey
                ? "Left empty, the key that the daemon has stays."
                : "Stored by the daemon and never shown again."
            }
            autosize
            minRows={2}
            maxRows={6}
            {...entry("key")}
          />
          <TextInput
            label="Fingerprint of the server’s certificate"
            description="SHA-256; needed when no public authority vouches for it."
            {...entry("fingerprint")}
          />
        </>
      )}
      {!onlyName && (
        <Group grow align="flex-start">
          <TextInput
            label="Bridge for VLANs"
            description="A bridge of the server that keeps VLANs apart and carries them to the rest of the lab. Left empty, the VLAN of a subnet is on no cable: each subnet is a bridge of its own."
            inputWrapperOrder={["label", "input", "description", "error"]}
            placeholder="br-lab"
            {...entry("bridge")}
          />
          {typed.bridge.trim() !== "" && (
            <TextInput
              label="Its VLANs"
              description="Those that designs may use; nobody else may have them."
              inputWrapperOrder={["label", "input", "description", "error"]}
              placeholder="100-199"
              {...entry("vlans")}
            />
          )}
        </Group>
      )}
    </>
  );
}
