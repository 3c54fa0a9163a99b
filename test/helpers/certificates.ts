import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";

/** Certificates for tests, written as X.509 wants them (RFC 5280): no program of the machine's is needed. */
export type Authority = { readonly pem: string; issue(host: string): { cert: string; key: string } };

const EC_SHA256 = "1.2.840.10045.4.3.2";
const COMMON_NAME = "2.5.4.3";
const BASIC_CONSTRAINTS = "2.5.29.19";
const SUBJECT_ALT_NAME = "2.5.29.17";
const DAY_MS = 86_400_000;

export function certificateAuthority(name = "Test authority"): Authority {
  const own = keyPair();
  return {
    pem: certificate({
      subject: name,
      issuer: name,
      key: own.publicKey,
      signer: own.privateKey,
      isAuthority: true,
    }),
    issue(host) {
      const { publicKey, privateKey } = keyPair();
      const cert = certificate({ subject: host, issuer: name, key: publicKey, signer: own.privateKey, host });
      return { cert, key: privateKey.export({ type: "pkcs8", format: "pem" }) as string };
    },
  };
}

const keyPair = () => generateKeyPairSync("ec", { namedCurve: "P-256" });

type Wanted = {
  subject: string;
  issuer: string;
  key: KeyObject;
  signer: KeyObject;
  isAuthority?: boolean;
  host?: string;
};

function certificate({ subject, issuer, key, signer, isAuthority = false, host }: Wanted): string {
  const algorithm = sequence(objectId(EC_SHA256));
  const extensions = [
    sequence(objectId(BASIC_CONSTRAINTS), bool(true), octets(sequence(...(isAuthority ? [bool(true)] : [])))),
    ...(host === undefined
      ? []
      : [sequence(objectId(SUBJECT_ALT_NAME), octets(sequence(alternative(host))))]),
  ];
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    named(issuer),
    sequence(time(Date.now() - DAY_MS), time(Date.now() + DAY_MS)),
    named(subject),
    createPublicKey(key.export({ type: "spki", format: "pem" })).export({ type: "spki", format: "der" }),
    tagged(3, sequence(...extensions)),
  );
  const signature = sign("sha256", body, signer);
  const whole = sequence(body, algorithm, element(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

/** One element of DER: what it is, how long, and its content. */
function element(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length, ...bytes]), content]);
}

const sequence = (...parts: Buffer[]): Buffer => element(0x30, Buffer.concat(parts));
const tagged = (number: number, content: Buffer): Buffer => element(0xa0 | number, content);
const integer = (bytes: Buffer): Buffer => element(0x02, bytes);
const octets = (content: Buffer): Buffer => element(0x04, content);
const bool = (value: boolean): Buffer => element(0x01, Buffer.from([value ? 0xff : 0]));
const named = (name: string): Buffer =>
  sequence(element(0x31, sequence(objectId(COMMON_NAME), element(0x0c, Buffer.from(name)))));
const time = (at: number): Buffer =>
  element(0x18, Buffer.from(new Date(at).toISOString().replace(/[-:T]|\.\d+/g, "")));

const alternative = (host: string): Buffer =>
  isIP(host) === 4
    ? element(0x87, Buffer.from(host.split(".").map(Number)))
    : element(0x82, Buffer.from(host, "ascii"));

function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
  const bytes = others.flatMap((part) => {
    const sevens = [part & 0x7f];
    for (let rest = part >> 7; rest > 0; rest >>= 7) sevens.unshift((rest & 0x7f) | 0x80);
    return sevens;
  });
  return element(0x06, Buffer.from([first * 40 + second, ...bytes]));
}
