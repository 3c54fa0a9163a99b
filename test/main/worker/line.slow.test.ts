import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Access, accessOfUrl } from "../../../main/worker/postgres/address.ts";
import { ask, connect, hangUp } from "../../../main/worker/postgres/connect.ts";
import { testServer } from "../../../main/worker/postgres/test-server.ts";
import type { ServerTrouble } from "../../../main/worker/trouble.ts";
import { type Authority, certificateAuthority } from "../../helpers/certificates.ts";
import { encryptedServer } from "../../helpers/encrypted-server.ts";
import { postgresServer, type TestServer, urlOf } from "../../helpers/postgres.ts";
import { type TcpProxy, tcpProxy } from "../../helpers/tcp-proxy.ts";

/** How a line to a real server fails, and what it is called then. */

function access(url: string, ca?: string): Access {
  const read = accessOfUrl(url, ca);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

const problemOf = async (asking: Promise<unknown>): Promise<string> => {
  try {
    await asking;
    return "none";
  } catch (error) {
    return (error as ServerTrouble).problem;
  }
};

const tested = (url: string, ca?: string) => testServer(access(url, ca), "owner");

async function proxied(server: TestServer): Promise<{ proxy: TcpProxy; url: string }> {
  const { hostname, port } = new URL(server.url);
  const proxy = await tcpProxy({ host: hostname, port: Number(port) });
  onTestFinished(() => proxy.close());
  return { proxy, url: proxy.through(server.url) };
}

describe("without encryption", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await postgresServer();
  });

  test("a server that answers is told with its version and how far it is", async () => {
    const { version, tls, latencyMs } = await tested(server.url);
    expect(version).toMatch(/^1[5-9]|^[2-9]\d/);
    expect(tls).toBe(false);
    expect(latencyMs).toBeGreaterThan(0);
  });

  test("a server that is down, refuses or does not exist is unreachable", async () => {
    const { proxy, url } = await proxied(server);
    proxy.cut();
    expect(await problemOf(tested(url))).toBe("unreachable");
    await proxy.close();
    expect(await problemOf(tested(url))).toBe("unreachable");
    expect(await problemOf(tested("postgres://o:p@no-such-host.invalid/a"))).toBe("unreachable");
  });

  test("a server that accepts the connection and says nothing is given up after five seconds", async () => {
    const { proxy, url } = await proxied(server);
    proxy.stall();
    const before = performance.now();
    expect(await problemOf(tested(url))).toBe("unreachable");
    expect(performance.now() - before).toBeLessThan(8_000);
  });

  test("a wrong password, an unknown login and a missing database are told apart", async () => {
    expect(await problemOf(tested(urlOf(server.url, { password: "wrong" })))).toBe("login-refused");
    expect(await problemOf(tested(urlOf(server.url, { user: "nobody" })))).toBe("login-refused");
    expect(await problemOf(tested(urlOf(server.url, { database: "nothing" })))).toBe("not-prepared");
  });

  test("a login that may not create anything has too few rights", async () => {
    await server.admin.query("CREATE ROLE guest LOGIN PASSWORD 'guest'");
    onTestFinished(() => void server.admin.query("DROP ROLE guest"));
    expect(await problemOf(tested(urlOf(server.url, { user: "guest", password: "guest" })))).toBe(
      "no-rights",
    );
  });

  test("an empty database is not prepared for a desk", async () => {
    const database = await server.emptyDatabase();
    onTestFinished(() => database.drop());
    expect(await problemOf(testServer(access(database.ownerUrl), "desk"))).toBe("not-prepared");
  });

  test("a line that dies half open is noticed, and its late answer is never taken for the next one's", async () => {
    const { proxy, url } = await proxied(server);
    const client = await connect(access(url));
    proxy.stall();
    expect(await problemOf(ask(client, "SELECT 1 AS n", [], 200))).toBe("unreachable");
    proxy.mend();
    expect(await problemOf(ask(client, "SELECT 2 AS n", [], 200))).toBe("unreachable");
  });

  test("a statement that takes too long is cut off, and so is one whose answer is lost", async () => {
    const { proxy, url } = await proxied(server);
    const slow = await connect(access(url));
    expect(await problemOf(ask(slow, "SELECT pg_sleep(5)", [], 200))).toBe("unreachable");
    const lost = await connect(access(url));
    proxy.loseNextAnswer();
    expect(await problemOf(ask(lost, "SELECT 1", [], 5_000))).toBe("unreachable");
  });

  test("a connection that the server ends is unreachable, not unexpected", async () => {
    const client = await connect(access(server.url));
    const [row] = await ask<{ pid: number }>(client, "SELECT pg_backend_pid() AS pid", [], 1_000);
    const sleeping = problemOf(ask(client, "SELECT pg_sleep(10)", [], 20_000));
    await server.admin.query("SELECT pg_terminate_backend($1)", [row?.pid]);
    expect(await sleeping).toBe("unreachable");
  });
});

describe("with encryption", () => {
  let server: TestServer;
  let authority: Authority;
  beforeAll(async () => {
    ({ server, authority } = await encryptedServer());
  });

  const named = (): string => server.url.replace("127.0.0.1", "localhost");

  test.skipIf(process.env["ANTEROOM_TEST_DATABASE_URL"])(
    "the server is verified against the practice's CA, and everything else is refused",
    async () => {
      expect((await tested(named(), authority.pem)).tls).toBe(true);
      // No CA: those that this computer trusts do not know the practice's.
      expect(await problemOf(tested(`${named()}?sslmode=require`))).toBe("certificate");
      expect(await problemOf(tested(named(), certificateAuthority().pem))).toBe("certificate");
      // An authority of the same name with another key.
      expect(await problemOf(tested(named(), certificateAuthority("Test authority").pem))).toBe(
        "certificate",
      );
      // Its certificate is for localhost, not for this address.
      expect(await problemOf(tested(server.url, authority.pem))).toBe("certificate");
      expect(await problemOf(tested(named(), "no certificate at all"))).toBe("certificate");
    },
  );

  test("a server that offers no encryption is refused where it was asked for: nothing is sent in the clear", async () => {
    const plain = await postgresServer();
    expect(await problemOf(tested(`${plain.url}?sslmode=require`))).toBe("certificate");
    expect(await problemOf(tested(`${plain.url}?sslmode=prefer`))).toBe("certificate");
  });

  test("a connection opened by hand can be closed by hand", async () => {
    const client = await connect(access(`${server.url}?sslmode=disable`));
    hangUp(client);
    expect(await problemOf(ask(client, "SELECT 1", [], 1_000))).toBe("unreachable");
  });
});
