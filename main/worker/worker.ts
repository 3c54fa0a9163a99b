import { parentPort } from "node:worker_threads";
import type { Close, Message, Request } from "./messages.ts";
import { DeskLine } from "./postgres/desk-line.ts";
import { Hints } from "./postgres/hints.ts";
import { prepare } from "./postgres/prepare.ts";
import { troubleOf } from "./postgres/problems.ts";
import { testServer } from "./postgres/test-server.ts";

/** The background worker: network and nothing else. It knows no rules and opens no database of this computer. */

if (parentPort === null) throw new Error("runs in a worker thread only");
const port = parentPort;
const tell = (message: Message): void => port.postMessage(message, []);
const line = new DeskLine();
const hints = new Hints(() => tell({ hint: true }));

function hangUp(): null {
  line.close();
  hints.close();
  return null;
}

async function answer(request: Request): Promise<unknown> {
  switch (request.task) {
    case "call":
      return line.call(request.input);
    case "listen":
      return hints.listen(request.input.access, request.input.channel);
    case "test":
      return testServer(request.input.access, request.input.as);
    case "prepare":
      return prepare(request.input);
    case "hang-up":
      return hangUp();
  }
}

port.on("message", async (message: Request | Close) => {
  if ("close" in message) {
    hangUp();
    port.close();
    return;
  }
  try {
    tell({ id: message.id, ok: true, value: await answer(message) });
  } catch (error) {
    const { problem, detail } = troubleOf(error);
    tell({ id: message.id, ok: false, problem, detail });
  }
});
