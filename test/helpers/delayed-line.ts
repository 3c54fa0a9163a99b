import { connect, createServer, type Socket } from "node:net";

/** A line to a TCP server that takes time: what enters it on one side leaves it on the other so much later. */
export type DelayedLine = {
  /** The server's URL, through this line. */
  readonly url: string;
  close(): Promise<void>;
};

/** `roundTripMs` is shared evenly by the two directions; the order of bytes stays. */
export async function delayedLine(serverUrl: string, roundTripMs: number): Promise<DelayedLine> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const line = createServer({ noDelay: true }, (near) => {
    const far = connect({ host: hostname, port: Number(port), noDelay: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    }
    carry(near, far, roundTripMs / 2);
    carry(far, near, roundTripMs / 2);
  });
  await new Promise<void>((resolve, reject) => {
    line.once("error", reject);
    line.listen(0, "127.0.0.1", resolve);
  });
  const address = line.address();
  if (address === null || typeof address === "string") throw new Error("the line has no port");
  const url = new URL(serverUrl);
  url.hostname = "127.0.0.1";
  url.port = String(address.port);
  const close = (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => line.close(() => resolve()));
  };
  return { url: url.href, close };
}

/** Timers of the same length end in the order in which they began. An end of the line is carried like what it brings. */
function carry(from: Socket, to: Socket, delayMs: number): void {
  from.on("data", (chunk) => void setTimeout(() => to.write(chunk), delayMs));
  from.on("end", () => void setTimeout(() => to.end(), delayMs));
  from.on("error", () => void to.destroy());
  from.on("close", () => void setTimeout(() => to.destroy(), delayMs));
}
