import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from "node:crypto";
import type { Sign, SealTools } from "../../shared/statements/seal.ts";

/** How Node digests statements and checks their signatures. */
export const NODE_SEAL: SealTools = {
  sha256: (text) => Promise.resolve(createHash("sha256").update(text).digest("hex")),
  verify: ({ publicKey, value }, text) => {
    const x = Buffer.from(publicKey, "hex").toString("base64url");
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    return Promise.resolve(verify(null, Buffer.from(text), key, Buffer.from(value, "hex")));
  },
};

/** A lab's key pair: the public one raw and hexadecimal, the private one as PEM. */
export interface SigningKey {
  readonly publicKey: string;
  readonly privateKey: string;
}

export function newSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  return {
    publicKey: Buffer.from(x, "base64url").toString("hex"),
    privateKey: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
  };
}

/** Signs with a lab's key. */
export function signWith({ publicKey, privateKey }: SigningKey): Sign {
  const key = createPrivateKey(privateKey);
  return (text) => {
    const value = sign(null, Buffer.from(text), key).toString("hex");
    return Promise.resolve({ algorithm: "Ed25519", publicKey, value });
  };
}
