import { isIP } from "node:net";
import { z } from "zod";
import { type Found, withDetail } from "../../../src/ipc/found.ts";
import { err, ok, type Result } from "../../../src/result.ts";

const LONGEST_NAME = 255;
const DEFAULT_PORT = 5432;

/** Where a shared server is and how it proves itself; no password, so that it may lie in the database. */
export const addressSchema = z.strictObject({
  host: z.string().min(1).max(LONGEST_NAME),
  port: z.int().min(1).max(65_535),
  database: z.string().min(1).max(LONGEST_NAME),
  role: z.string().min(1).max(LONGEST_NAME),
  /** Whether the line is encrypted and the server's certificate verified; there is nothing in between. */
  tls: z.boolean(),
  /** Certificates in PEM form that the server's must come from; null: those that this computer trusts. */
  ca: z.string().max(200_000).nullable(),
});
export type Address = z.infer<typeof addressSchema>;
export type Access = Address & { readonly password: string };

/**
 * Reads `postgres://role:password@host:port/database?sslmode=...`. Any sslmode but `disable` means a verified
 * certificate, and so does a CA; without either only a server on this very computer is spoken to in the clear.
 * The error is what was found, for the window to say.
 */
export function accessOfUrl(text: string, ca: string | undefined): Result<Access, Found> {
  const url = URL.parse(text.trim());
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) return err("address-scheme");
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const database = decoded(url.pathname.slice(1));
  const role = decoded(url.username);
  if (host === "") return err("address-server");
  if (database === "") return err("address-database");
  if (role === "") return err("address-login");
  const parameters = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  const strange = [...parameters.keys()].find((name) => name !== "sslmode" && name !== "ssl");
  if (strange === "sslrootcert") return err("address-certificate");
  if (strange !== undefined) return err(withDetail("address-parameter", strange));
  const tls = wantsTls(parameters, host, ca);
  if (!tls && ca !== undefined) return err("address-plain-with-certificate");
  const port = url.port === "" ? DEFAULT_PORT : Number(url.port);
  return ok({ host, port, database, role, tls, ca: ca ?? null, password: decoded(url.password) });
}

function wantsTls(parameters: ReadonlyMap<string, string>, host: string, ca: string | undefined): boolean {
  const mode = parameters.get("sslmode");
  const ssl = parameters.get("ssl");
  if (mode !== undefined) return mode !== "disable";
  if (ssl !== undefined) return !["0", "false", "no", "off"].includes(ssl);
  return ca !== undefined || !isThisComputer(host);
}

const isThisComputer = (host: string): boolean =>
  host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
