import { expect, onTestFinished, test } from "vitest";
import { readInvitation, writeInvitation } from "../../../main/sync/sharing-invitation.ts";
import type { ServerTrouble } from "../../../main/worker/trouble.ts";
import { book } from "../../helpers/book.ts";
import { done, query } from "../../helpers/call.ts";
import { certificateAuthority } from "../../helpers/certificates.ts";
import { encryptedServer } from "../../helpers/encrypted-server.ts";
import { at, MONDAY, setUpPractice } from "../../helpers/set-up-practice.ts";
import { openSharing, until, viewOf } from "../../helpers/shared-desks.ts";

const problemOf = async (asking: Promise<unknown>): Promise<string> => {
  try {
    await asking;
    return "none";
  } catch (error) {
    return (error as ServerTrouble).problem;
  }
};

test.skipIf(process.env["ANTEROOM_TEST_DATABASE_URL"])(
  "over an encrypted line: the practice's CA travels in the invitation, and no other server is spoken to",
  async () => {
    const { server, authority } = await encryptedServer();
    const database = await server.emptyDatabase();
    onTestFinished(() => database.drop());
    const one = await openSharing(database);
    const practice = await setUpPractice(one.desk);
    // By name, as the certificate has it; the line between them changes nothing of what is proved.
    const url = one.line.through(database.ownerUrl).replace("127.0.0.1", "localhost");
    const prepare = (address: string, ca?: string) => problemOf(one.desk.sharing.prepare(address, ca));
    expect(await prepare(`${url}?sslmode=require`)).toBe("certificate");
    expect(await prepare(url, certificateAuthority().pem)).toBe("certificate");
    expect(await prepare(url.replace("localhost", "127.0.0.1"), authority.pem)).toBe("certificate");
    expect(viewOf(one).state).toBe("alone");
    expect(await prepare(url, authority.pem)).toBe("none");
    expect(viewOf(one).server).toMatchObject({ host: "localhost", tls: true });

    const { text } = await one.desk.sharing.invite();
    const invitation = readInvitation(text);
    expect(invitation).toMatchObject({ tls: true, ca: authority.pem });
    const two = await openSharing(database);
    const join = (changed: Partial<typeof invitation>) =>
      problemOf(two.desk.sharing.join(writeInvitation({ ...invitation, ...changed }), "push"));
    expect(await join({ ca: certificateAuthority().pem })).toBe("certificate");
    expect(await join({ host: "127.0.0.1" })).toBe("certificate");
    expect(await join({})).toBe("none");
    await done(book(one.desk, practice, { startsAt: at("09:00") }));
    await until(two, ({ state }) => state === "connected");
    await one.desk.sharing.exchangeNow();
    await two.desk.sharing.exchangeNow();
    const { appointments } = await done(query(two.desk, "schedule.day", { day: MONDAY }));
    expect(appointments).toHaveLength(1);
  },
);
