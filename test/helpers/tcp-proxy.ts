import { once } from "node:events";
import { type AddressInfo, createServer, connect as dial, type Socket } from "node:net";

/** A line that can fail in every way a line can, between something under test and a real server. */
export type TcpProxy = {
  readonly port: number;
  /** The same URL by way of this proxy. */
  through(url: string): string;
  /** Breaks every connection, and lets none in until `mend`. */
  cut(): void;
  /** Half open: connections stay and are accepted, and nothing passes in either direction. */
  stall(): void;
  /** Passes what a client sends next; breaks its connection in place of the server's answer. */
  loseNextAnswer(): void;
  /** Everything passes this much later. */
  delay(ms: number): void;
  mend(): void;
  close(): Promise<void>;
};

type Mode = "pass" | "cut" | "stall" | "lose-answer";

/** `at`: the port to listen on; by default any that is free. */
export async function tcpProxy(target: { host: string; port: number }, at = 0): Promise<TcpProxy> {
  let mode: Mode = "pass";
  let delayMs = 0;
  const sockets = new Set<Socket>();
  /** The connection whose next answer is lost. */
  let losing: Socket | undefined;
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };

  const server = createServer((client) => {
    if (mode === "cut") {
      client.destroy();
      return;
    }
    const remote = dial(target.port, target.host);
    for (const socket of [client, remote]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        if (mode !== "stall") for (const one of [client, remote]) one.destroy();
      });
    }
    const pass = (to: Socket, data: Buffer): void => {
      if (mode === "stall" || to.destroyed) return;
      if (delayMs === 0) to.write(data);
      else setTimeout(() => to.destroyed || to.write(data), delayMs);
    };
    client.on("data", (data) => {
      if (mode === "lose-answer") {
        mode = "pass";
        losing = client;
      }
      pass(remote, data);
    });
    remote.on("data", (data) => {
      if (losing === client) client.destroy();
      else pass(client, data);
    });
  });
  server.listen(at, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    port,
    through(url) {
      const changed = new URL(url);
      changed.hostname = "127.0.0.1";
      changed.port = String(port);
      return changed.href;
    },
    cut() {
      mode = "cut";
      breakAll();
    },
    stall() {
      mode = "stall";
    },
    loseNextAnswer() {
      mode = "lose-answer";
    },
    delay(ms) {
      delayMs = ms;
    },
    mend() {
      // What was stalled never learns what it missed.
      if (mode === "stall") breakAll();
      mode = "pass";
      delayMs = 0;
    },
    async close() {
      breakAll();
      if (!server.listening) return;
      server.close();
      await once(server, "close");
    },
  };
}
