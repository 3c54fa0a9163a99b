import { useId, useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import type { SharingView } from "../../../src/ipc/sharing-views.ts";
import { Refused, useFormats } from "../../fields/index.ts";
import { showNews } from "../../frame/toasts.ts";
import { useNow } from "../../lib/use-now.ts";
import { useCommand } from "../../queries/index.ts";
import { sharingWords } from "../../words/index.ts";
import { AskFirst } from "./ask-first.tsx";
import styles from "./sharing.module.css";

type Desk = SharingView["desks"][number];

/** Every desk of the practice, when it was last heard of, and the way to take one out that was lost or stolen. */
export function Desks({ desks }: { desks: readonly Desk[] }) {
  const id = useId();
  if (desks.length === 0) return null;
  return (
    <section aria-labelledby={id} className={styles.part}>
      <h4 id={id}>{sharingWords.desks}</h4>
      <ul className={styles.desks}>
        {desks.map((desk) => (
          <OneDesk key={desk.id} desk={desk} />
        ))}
      </ul>
    </section>
  );
}

function OneDesk({ desk }: { desk: Desk }) {
  const formats = useFormats();
  const now = useNow();
  const { run, pending } = useCommand("sharing.revoke-desk");
  const [asks, setAsks] = useState(false);
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const revoke = async (): Promise<void> => {
    if (pending) return;
    const answer = await run({ deskId: desk.id });
    setRefused(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setAsks(false);
    showNews(sharingWords.revokedDone(desk.name));
  };
  const marks = [
    desk.here ? sharingWords.thisDesk : null,
    desk.revoked ? sharingWords.revoked : null,
    desk.newer ? sharingWords.newer : null,
    desk.here || desk.revoked ? null : sharingWords.lastSeen(formats.ago(desk.lastSeenAt, now)),
  ];
  return (
    <li data-revoked={desk.revoked || undefined}>
      <span className={styles.deskName} dir="auto">
        {desk.name}
      </span>
      <span className="quiet">{marks.filter((mark) => mark !== null).join(" · ")}</span>
      {desk.here || desk.revoked || asks ? null : (
        <Button
          className="react-aria-Button plain"
          aria-label={sharingWords.revokeLabel(desk.name)}
          onPress={() => setAsks(true)}
        >
          {sharingWords.revoke}
        </Button>
      )}
      {asks ? (
        <AskFirst
          question={sharingWords.revokeQuestion(desk.name)}
          confirm={sharingWords.revokeConfirm}
          back={sharingWords.back}
          onConfirm={() => void revoke()}
          onBack={() => setAsks(false)}
        />
      ) : null}
      <Refused error={refused} />
    </li>
  );
}
