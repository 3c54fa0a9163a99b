import { expect, test } from "vitest";
import { isTrustedSender } from "../../../main/ipc/trusted-sender.ts";

const check = { origin: "app://anteroom", isOwnWindow: (id: number) => id === 1 };
const page = { origin: "app://anteroom", parent: null };
const event = (frame: object | null, mainFrame: object | null = frame, id = 1) =>
  ({ senderFrame: frame, sender: { id, mainFrame } }) as unknown as Parameters<typeof isTrustedSender>[0];

test("only the top frame of a window of ours that shows our own page may call", () => {
  expect(isTrustedSender(event(page), check)).toBe(true);
  expect(isTrustedSender(event({ ...page, parent: page }), check)).toBe(false);
  expect(isTrustedSender(event({ ...page }, page), check)).toBe(false);
  expect(isTrustedSender(event({ ...page, origin: "https://example.org" }), check)).toBe(false);
  expect(isTrustedSender(event({ ...page, origin: "app://anteroom.example.org" }), check)).toBe(false);
  expect(isTrustedSender(event({ ...page, origin: "null" }), check)).toBe(false);
  expect(isTrustedSender(event(page, page, 2), check)).toBe(false);
  expect(isTrustedSender(event(null), check)).toBe(false);
});
