import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { X509Certificate } from "node:crypto";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { waysTo } from "../../electron/daemon/drivers/incus/client/connection.ts";
import { memberAddresses } from "../../electron/daemon/drivers/incus/client/member-addresses.ts";
import { freePort } from "../support/free-port.ts";

// Members of a cluster show one certificate: whoever shows another is told nothing, wherever the address came from.

const folder = mkdtempSync(join(tmpdir(), "labwright-cluster-trust-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** A certificate for a name; by an authority, or by itself. */
function identity(file: string, name: string, authority: string | null = null): Identity {
  const path = (kind: "crt" | "key", of = file): string => join(folder, `${of}.${kind}`);
  const form = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"];
  const subject = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`];
  const files = ["-keyout", path("key"), "-out", path("crt")];
  const by =
    authority === null ? [] : ["-CA", path("crt", authority), "-CAkey", path("key", authority)];
  const made = spawnSync("openssl", ["req", "-x509", ...form, ...subject, ...files, ...by]);
  if (made.status !== 0) throw new Error(made.stderr.toString());
  return { cert: readFileSync(path("crt"), "utf8"), key: readFileSync(path("key"), "utf8") };
}

const client = identity("client", "labwright");
const shared = identity("cluster", "localhost");
const fingerprint = new X509Certificate(shared.cert).fingerprint256;

/** A server on an address, and what it was asked. */
async function memberWith(shown: Identity): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer({ ...shown, minVersion: "TLSv1.3" }, ({ url }, response) => {
    asked.push(String(url));
    response.end(JSON.stringify({ type: "sync", metadata: {} }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** What comes of a request to a cluster whose named server is gone, and whose others show these certificates. */
async function askedAround(others: readonly Identity[], serverFingerprint: string | undefined) {
  const url = `https://localhost:${await freePort()}`;
  const ways = waysTo({ url, certificate: client.cert, key: client.key, serverFingerprint });
  onTestFinished(() => ways.close());
  const members = await Promise.all(others.map(memberWith));
  ways.learn([
    { name: "alpha", url },
    ...members.map((member, index) => ({ name: `other ${index}`, url: member.url })),
  ]);
  const { signal } = new AbortController();
  const request = { method: "GET", path: "/1.0/secret", timeoutMilliseconds: 60_000 } as const;
  const answer = await ways.send({ ...request, signal });
  return { answer, asked: members.map(({ asked }) => asked), detour: ways.detour };
}

test("another member is asked that shows the pinned certificate, and one that shows another never", async () => {
  const impostor = identity("impostor", "localhost");
  const { answer, asked, detour } = await askedAround([impostor, shared], fingerprint);
  expect(answer.ok).toBe(true);
  expect(asked).toEqual([[], ["/1.0/secret"]]);
  expect(detour?.by).toContain("other 1");
  const refused = await askedAround([impostor], fingerprint);
  expect(refused.asked).toEqual([[]]);
  expect(JSON.stringify(refused.answer)).toContain("not the pinned one");
});

test("without a pin another member has to show a certificate for the name of the named server", async () => {
  const before = getCACertificates("default");
  const authority = identity("authority", "The lab's authority");
  setDefaultCACertificates([...before, authority.cert]);
  onTestFinished(() => setDefaultCACertificates(before));
  const vouched = identity("vouched", "localhost", "authority");
  const other = identity("other", "elsewhere.example", "authority");
  const { answer, asked } = await askedAround([other, shared, vouched], undefined);
  expect(answer.ok).toBe(true);
  expect(asked).toEqual([[], [], ["/1.0/secret"]]);
});

test("what is kept of members is of one server with one certificate, and only https", async () => {
  const secured = { url: "https://lab:8443", certificate: client.cert, key: client.key };
  const pinned = { ...secured, serverFingerprint: fingerprint };
  const members = [{ name: "beta", url: "https://10.0.0.2:8443" }];
  await memberAddresses(pinned, folder).write(members);
  expect(await memberAddresses(pinned, folder).read()).toEqual(members);
  expect(await memberAddresses(secured, folder).read()).toEqual([]);
  expect(await memberAddresses({ ...pinned, url: "https://b:8443" }, folder).read()).toEqual([]);
  const file = join(folder, "members.json");
  expect(readFileSync(file, "utf8")).not.toContain("PRIVATE KEY");
  writeFileSync(file, readFileSync(file, "utf8").replace("https://10", "http://10"));
  expect(await memberAddresses(pinned, folder).read()).toEqual([]);
});
