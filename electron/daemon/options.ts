import { readFileSync } from "node:fs";
import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import { defaultDataDirectory } from "../node/data-directory.ts";
import type { Outside } from "./billing/outside.ts";
import type { TlsIdentity } from "./server/server.ts";

/** What can be said on the daemon's command line. */
export interface CommandLine {
  readonly data: string;
  /** `postgres://…`; undefined for the embedded store. */
  readonly database: string | undefined;
  readonly listen: { readonly host: string; readonly port: number };
  readonly tls: TlsIdentity | null;
  readonly renderer: string;
  /** Further pages that may connect. */
  readonly origins: readonly string[];
  /** Where bills and alerts are sent. */
  readonly outside: Outside;
  /** How long is waited for what a lab's server has begun. */
  readonly operationMinutes?: number;
  /** Started by a parent that hands over a secret, and ends with it. */
  readonly bundled: boolean;
}

const STANDALONE_PORT = 7480;

const OPTIONS = {
  data: { type: "string" },
  database: { type: "string" },
  listen: { type: "string" },
  "tls-certificate": { type: "string" },
  "tls-key": { type: "string" },
  renderer: { type: "string" },
  origin: { type: "string", multiple: true },
  bundled: { type: "boolean" },
  "operation-minutes": { type: "string" },
  smtp: { type: "string" },
  "mail-from": { type: "string" },
  "billing-webhook": { type: "string" },
} as const;

export function readCommandLine(
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv,
): Result<CommandLine> {
  const parsed = parse(parameters);
  if (!parsed.ok) return parsed;
  const values = parsed.value;
  const bundled = values.bundled === true;
  const listen = readAddress(values.listen ?? `127.0.0.1:${bundled ? 0 : STANDALONE_PORT}`);
  if (!listen.ok) return listen;
  const tls = readTls(values["tls-certificate"], values["tls-key"]);
  if (!tls.ok) return tls;
  const outside = readOutside(
    {
      smtp: values.smtp,
      "mail-from": values["mail-from"],
      "billing-webhook": values["billing-webhook"],
    },
    environment,
  );
  if (!outside.ok) return outside;
  const patience = readMinutes(values["operation-minutes"]);
  if (!patience.ok) return patience;
  const { host } = listen.value;
  if (tls.value === null && !isLoopback(host)) return err(fault("tls-required", { host }));
  return ok({
    data: resolve(values.data ?? defaultDataDirectory(environment)),
    database: values.database ?? environment.LABWRIGHT_DATABASE,
    listen: listen.value,
    tls: tls.value,
    renderer: resolve(values.renderer ?? builtRenderer()),
    origins: values.origin ?? [],
    bundled,
    outside: outside.value,
    ...patience.value,
  });
}

/** Secrets are better kept in the environment, where a list of processes does not show them. */
function readOutside(
  values: Readonly<Record<"smtp" | "mail-from" | "billing-webhook", string | undefined>>,
  environment: NodeJS.ProcessEnv,
): Result<Outside> {
  const smtp = values.smtp ?? environment.LABWRIGHT_SMTP;
  const from = values["mail-from"] ?? environment.LABWRIGHT_MAIL_FROM;
  const url = values["billing-webhook"] ?? environment.LABWRIGHT_BILLING_WEBHOOK;
  const secret = environment.LABWRIGHT_BILLING_SECRET;
  const invalid = (option: string, detail: string): Result<Outside> =>
    err(fault("option-invalid", { option, detail }));
  if (smtp !== undefined && (!/^smtps?:$/.test(protocolOf(smtp)) || from === undefined))
    return invalid("--smtp", "It is smtp://… or smtps://…, with a sender in --mail-from.");
  if (url !== undefined && (!/^https?:$/.test(protocolOf(url)) || !secret))
    return invalid(
      "--billing-webhook",
      "It is https://…, with a secret in LABWRIGHT_BILLING_SECRET.",
    );
  return ok({
    mail: smtp === undefined || from === undefined ? null : { url: smtp, from },
    webhook: url === undefined || !secret ? null : { url, secret },
  });
}

/** A step that waits is given up after fifteen minutes, whatever it waits for. */
function readMinutes(text: string | undefined): Result<Pick<CommandLine, "operationMinutes">> {
  if (text === undefined) return ok({});
  const operationMinutes = Number(text);
  if (operationMinutes > 0 && operationMinutes <= 14) return ok({ operationMinutes });
  const detail = `${text} is not a number of minutes up to 14.`;
  return err(fault("option-invalid", { option: "--operation-minutes", detail }));
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : "";
}

function parse(parameters: readonly string[]) {
  try {
    return ok(parseArgs({ args: [...parameters], options: OPTIONS }).values);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return err(fault("option-invalid", { option: parameters.join(" "), detail }));
  }
}

/** `host:port` or `[address]:port`. */
function readAddress(text: string): Result<{ host: string; port: number }> {
  const match = /^(?:\[([0-9a-f:]+)\]|([^:]+)):(\d{1,5})$/i.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host !== undefined && port <= 65_535) return ok({ host, port });
  return err(fault("option-invalid", { option: "--listen", detail: `${text} is not HOST:PORT.` }));
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** Both or neither; the names the certificate stands for are those the daemon answers to. */
function readTls(
  certificateFile: string | undefined,
  keyFile: string | undefined,
): Result<TlsIdentity | null> {
  if (certificateFile === undefined && keyFile === undefined) return ok(null);
  try {
    const certificate = readFileSync(certificateFile ?? "", "utf8");
    const key = readFileSync(keyFile ?? "", "utf8");
    return ok({ certificate, key, names: namesIn(new X509Certificate(certificate)) });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return err(fault("option-invalid", { option: "--tls-certificate, --tls-key", detail }));
  }
}

function namesIn({ subjectAltName = "" }: X509Certificate): readonly string[] {
  return [...subjectAltName.matchAll(/(?:DNS|IP Address):([^,\s]+)/g)].map(([, name = ""]) => name);
}

/** `dist/renderer`, seen from the source tree or from `dist/daemon`. */
function builtRenderer(): string {
  const isSource = import.meta.url.endsWith(".ts");
  return fileURLToPath(new URL(isSource ? "../../dist/renderer" : "../renderer", import.meta.url));
}
