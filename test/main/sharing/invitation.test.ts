import { expect, test } from "vitest";
import {
  type Invitation,
  looksLikeInvitation,
  readInvitation,
  writeInvitation,
} from "../../../main/sync/sharing-invitation.ts";
import type { ServerTrouble } from "../../../main/worker/trouble.ts";

const invitation: Invitation = {
  host: "db.practice.example",
  port: 5432,
  database: "anteroom",
  role: "anteroom_desk",
  password: "päss",
  tls: true,
  ca: "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n",
  practiceId: "0198f7a2-0000-7000-8000-000000000001",
  code: "0198f7a2-0000-7000-8000-000000000001.abcdef",
};

const problemOf = (text: string): string => {
  try {
    readInvitation(text);
    return "none";
  } catch (error) {
    return (error as ServerTrouble).problem;
  }
};

test("an invitation is read as it was written, also broken into lines and quoted by a mail program", () => {
  const text = writeInvitation(invitation);
  expect(readInvitation(text)).toEqual(invitation);
  const mailed = text.replace(/(.{60})/g, "$1\r\n> ");
  expect(readInvitation(`  "${mailed}"\n`)).toEqual(invitation);
  expect(looksLikeInvitation(text)).toBe(true);
});

test("what is no invitation is told apart in words", () => {
  const text = writeInvitation(invitation);
  expect(problemOf("")).toBe("invitation-unreadable");
  expect(problemOf("hello")).toBe("invitation-unreadable");
  expect(problemOf("postgres://o:p@db.example/a")).toBe("invitation-unreadable");
  expect(problemOf(text.slice(0, -40))).toBe("invitation-unreadable");
  const other = (part: object) =>
    Buffer.from(JSON.stringify({ anteroom: 1, ...invitation, ...part })).toString("base64url");
  expect(problemOf(other({}))).toBe("none");
  expect(problemOf(other({ anteroom: 2, colour: "red" }))).toBe("desk-too-old");
  expect(problemOf(other({ practiceId: "no uuid" }))).toBe("invitation-unreadable");
  expect(problemOf(other({ port: 70_000 }))).toBe("invitation-unreadable");
  expect(looksLikeInvitation("postgres://o:p@db.example/a")).toBe(false);
});
