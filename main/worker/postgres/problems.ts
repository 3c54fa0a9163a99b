import { DatabaseError } from "pg";
import type { ServerProblem } from "../../../src/ipc/sharing-views.ts";
import { ServerTrouble } from "../trouble.ts";

/** SQLSTATE codes, or their first two letters, that say more than that something went wrong. */
const BY_STATE: Record<string, ServerProblem> = {
  "28": "login-refused",
  "3D000": "not-prepared",
  "3F000": "not-prepared",
  "42883": "not-prepared",
  "42P01": "not-prepared",
  "42501": "no-rights",
  "0A000": "server-too-old",
  // It goes down, starts up, is full, or was kept waiting too long: as if it were not there, and tried again.
  "08": "unreachable",
  "53": "unreachable",
  "57": "unreachable",
  "55P03": "unreachable",
  "40": "unreachable",
};

/** OpenSSL's and Node's names for a certificate that does not prove what it should. */
const CERTIFICATE =
  /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_|INVALID_(CA|PURPOSE)|PATH_LENGTH_)/;
/** pg gives this refusal no code. */
const NO_TLS = "The server does not support SSL connections";

/** What an error of pg or of the network means. Whatever has no better name is a broken line, tried again. */
export function troubleOf(error: unknown): ServerTrouble {
  if (error instanceof ServerTrouble) return error;
  if (error instanceof DatabaseError) {
    const state = error.code ?? "";
    const problem = BY_STATE[state] ?? BY_STATE[state.slice(0, 2)] ?? "unexpected";
    return new ServerTrouble(problem, `${state} ${error.message}`.trim());
  }
  const { code, message } = told(error);
  if (message === NO_TLS) return new ServerTrouble("certificate", "the server offers no encryption");
  if (CERTIFICATE.test(code)) return new ServerTrouble("certificate", `${code} ${message}`);
  // Several addresses were tried: the message is empty then, the code is the last one's.
  return new ServerTrouble("unreachable", message || code);
}

const told = (error: unknown): { code: string; message: string } => ({
  code: error instanceof Error && "code" in error ? String(error.code) : "",
  message: error instanceof Error ? error.message : String(error),
});
