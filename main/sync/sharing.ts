import type { FoundProblem } from "../../src/ipc/found.ts";
import type { SharingView } from "../../src/ipc/sharing-views.ts";
import { SCHEMA } from "../../src/sync/protocol.ts";
import { archiveDatabase } from "../db/archive.ts";
import type { ReadableDb } from "../db/connection.ts";
import { readPractice } from "../db/practice.ts";
import { DEFAULT_DESK_NAME, readSettings, writeSetting } from "../db/settings.ts";
import { readLeftShare, readShare, type ShareRow } from "../db/share.ts";
import { type Access, accessOfUrl } from "../worker/postgres/address.ts";
import type { SharedMigration } from "../worker/postgres/migrate-shared.ts";
import type { Tested } from "../worker/postgres/test-server.ts";
import { ServerTrouble } from "../worker/trouble.ts";
import { dropOp } from "./replica.ts";
import { type Beginning, begin, enrol } from "./sharing-admission.ts";
import { looksLikeInvitation, readInvitation, writeInvitation } from "./sharing-invitation.ts";
import { leave, refuseWhileFormerWaits } from "./sharing-leave.ts";
import { sharingView } from "./sharing-view.ts";
import type { Supervisor } from "./supervisor.ts";
import { Refused } from "./supervisor-link.ts";
import { problemOfRefusal, shareOf } from "./supervisor-session.ts";

/** What sharing needs of the desk it belongs to. */
export type SharingHost = {
  readonly reader: ReadableDb | null;
  readonly supervisor: Supervisor | undefined;
  readonly deskName: string;
  /** Closes the database, lets `change` work on its files, and opens what is there then. */
  replaceDatabase(change: (dataDir: string, now: number) => void): Promise<void>;
  /** The settings were written past the commands. */
  settingsChanged(): void;
};

/** What a person does about sharing, from the settings. Everything that fails throws ServerTrouble. */
export class Sharing {
  readonly #host: SharingHost;
  readonly #migrations: readonly SharedMigration[];
  /** One after the other: nobody joins while the server is being prepared. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(host: SharingHost, migrations: readonly SharedMigration[]) {
    this.#host = host;
    this.#migrations = migrations;
  }

  view(): SharingView {
    return sharingView(this.#host.reader, this.#host.supervisor);
  }

  /** The server of this address, as its owner; or the one that this desk shares with. */
  test(url: string | undefined, ca: string | undefined): Promise<Tested> {
    const { supervisor } = this.#running();
    if (url !== undefined)
      return supervisor.network.ask("test", { access: ownersAccess(url, ca), as: "owner" });
    return supervisor.sides.link.test(this.#share());
  }

  /**
   * Makes the practice on an owner's server and sends up what is here; a practice that is there already takes this
   * desk in again. Returns when it is done, or stops at the first trouble: what was begun then goes on by itself.
   */
  prepare(url: string, ca: string | undefined): Promise<void> {
    return this.#inTurn(async () => {
      const { supervisor, reader } = this.#running();
      const owner = ownersAccess(url, ca);
      const practice = readPractice(reader);
      if (!practice) throw new ServerTrouble("unexpected", "there is no practice on this desk yet");
      const share = readShare(reader);
      if (share && !isStranded(share, supervisor))
        throw new ServerTrouble("another-practice", "it shares already");
      refuseWhileFormerWaits(reader, practice.id);
      const made = await supervisor.network.ask("prepare", {
        owner,
        migrations: this.#migrations,
        practiceId: practice.id,
        name: practice.name,
        deskName: this.#host.deskName,
        schema: SCHEMA,
      });
      const how = made.isThere ? this.#beginning(practice.id) : "upload";
      await begin(supervisor.sides, { ...made, practiceId: practice.id }, how);
      await settled(supervisor);
    });
  }

  /** One text for one other desk. */
  async invite(): Promise<{ text: string; expiresAt: number }> {
    const { supervisor } = this.#running();
    const share = this.#share();
    const { link } = supervisor.sides;
    const { code, expiresAt } = await answered(link.call(share, "invite", { fence: share.fence }));
    const access = await link.accessOf(share);
    return { text: writeInvitation({ ...access, practiceId: share.practice_id, code }), expiresAt };
  }

  /**
   * `local`: what was booked here before is offered to the practice, or put aside in a folder first; also what a desk of
   * this practice did since it was taken out or left. What still waits for a practice that it left is for nobody else,
   * so that it is put aside or keeps the desk from joining another one. Answers the folder it was put in, if it was.
   */
  join(pasted: string, local: "push" | "archive"): Promise<string | null> {
    return this.#inTurn(async () => {
      const invitation = readInvitation(pasted);
      const share = readShare(this.#running().reader);
      // Before the code is spent.
      if (share && share.practice_id !== invitation.practiceId) throw new ServerTrouble("another-practice");
      if (local === "push") refuseWhileFormerWaits(this.#running().reader, invitation.practiceId);
      if (share && !isStranded(share, this.#running().supervisor)) {
        await settled(this.#running().supervisor);
        return null;
      }
      const { network } = this.#running().supervisor;
      const admission = await enrol(network, this.#host.deskName, invitation);
      const folder = local === "archive" ? await this.#putAside(admission.practiceName) : null;
      const how = this.#beginning(admission.practiceId);
      const { supervisor } = this.#running();
      await begin(supervisor.sides, admission, how);
      await settled(supervisor);
      await this.#takeFreeName();
      return folder;
    });
  }

  /** The copy stays, with all that is in it; the desk works alone from then on, and may come back. */
  leave(): Promise<void> {
    return this.#inTurn(async () => {
      await leave(this.#running().supervisor);
    });
  }

  async revoke(deskId: string): Promise<void> {
    const { supervisor } = this.#running();
    const share = this.#share();
    const request = { fence: share.fence, deskId };
    await answered(supervisor.sides.link.call(share, "revoke_desk", request));
    await supervisor.exchangeNow();
  }

  async exchangeNow(): Promise<void> {
    await this.#host.supervisor?.exchangeNow();
  }

  async answerMissing(send: boolean): Promise<void> {
    await this.#host.supervisor?.answerMissing(send);
  }

  /** Takes back what the server refuses for good. Answers how many ops that were: none if it does not refuse it. */
  async dropOp(opId: string): Promise<number> {
    const { supervisor } = this.#running();
    this.#share();
    const actor = this.#host.deskName;
    const dropped = await supervisor.sides.local.write("drop-op", (db, now) => {
      const { dropped: value, effects } = dropOp(db, opId, { actor, now });
      return { value, effects };
    });
    supervisor.nudge();
    return dropped;
  }

  cutLine(cut: boolean): void {
    this.#host.supervisor?.cutLine(cut);
  }

  #running(): { supervisor: Supervisor; reader: ReadableDb } {
    const { supervisor, reader } = this.#host;
    if (!supervisor || !reader) throw new ServerTrouble("interrupted", "the database was closed meanwhile");
    return { supervisor, reader };
  }

  #share(): ShareRow {
    return shareOf(this.#running().reader);
  }

  /** How this desk begins to share a practice that is there already. */
  #beginning(practiceId: string): Beginning {
    const { reader } = this.#running();
    const known = readShare(reader) ?? readLeftShare(reader);
    if (known?.practice_id === practiceId) return "go-on";
    return readPractice(reader) ? "copy-and-push" : "copy";
  }

  async #putAside(practiceName: string): Promise<string | null> {
    const { reader } = this.#running();
    if (!readPractice(reader)) return null;
    const settings = readSettings(reader);
    let folder: string | null = null;
    await this.#host.replaceDatabase((dataDir, now) => {
      folder = archiveDatabase(dataDir, practiceName, now);
    });
    await this.#writeSettings(settings);
    return folder;
  }

  /** Two desks of one name help nobody; one that somebody named keeps its name. */
  async #takeFreeName(): Promise<void> {
    const { supervisor, reader } = this.#running();
    if (readSettings(reader)["desk-name"] !== undefined) return;
    const others = supervisor.measured.desks.filter(({ id }) => id !== this.#share().desk_id);
    const taken = new Set(others.filter(({ revoked }) => !revoked).map(({ name }) => name));
    if (!taken.has(DEFAULT_DESK_NAME)) return;
    let number = 2;
    while (taken.has(`Desk ${number}`)) number += 1;
    await this.#writeSettings({ "desk-name": `Desk ${number}` });
  }

  async #writeSettings(settings: Record<string, unknown>): Promise<void> {
    await this.#running().supervisor.sides.local.write("keep-settings", (db) => {
      for (const [key, value] of Object.entries(settings)) writeSetting(db, key, value);
      return { value: null };
    });
    this.#host.settingsChanged();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

function ownersAccess(url: string, ca: string | undefined): Access {
  const read = accessOfUrl(url, ca);
  if (read.ok) return read.value;
  const detail = looksLikeInvitation(url) ? ("address-is-invitation" satisfies FoundProblem) : read.error;
  throw new ServerTrouble("address-unreadable", detail);
}

/** It shares by its records, but the server knows it no more or its secrets are gone: it may be taken in again. */
const isStranded = (share: ShareRow, { standing }: Supervisor): boolean =>
  share.state === "uploading" ||
  standing.problem?.code === "password-missing" ||
  standing.problem?.code === "practice-unknown" ||
  standing.problem?.code === "desk-revoked" ||
  standing.problem?.code === "login-refused";

/** Starts to share and waits until all is up or down, or something stands in the way. */
async function settled(supervisor: Supervisor): Promise<void> {
  supervisor.start();
  await supervisor.exchangeNow();
  const { problem } = supervisor.standing;
  if (problem?.code === "unreachable") throw new ServerTrouble("interrupted", problem.detail);
  if (problem) throw new ServerTrouble(problem.code, problem.detail);
}

async function answered<T>(calling: Promise<T>): Promise<T> {
  try {
    return await calling;
  } catch (error) {
    throw error instanceof Refused ? problemOfRefusal(error.refusal) : error;
  }
}
