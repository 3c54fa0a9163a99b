import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import { Refused, TextField, useFormats } from "../../fields/index.ts";
import { showNews } from "../../frame/toasts.ts";
import { copyText } from "../../lib/copy-text.ts";
import { useCommand } from "../../queries/index.ts";
import { sharingWords } from "../../words/index.ts";
import settings from "../settings.module.css";
import styles from "./sharing.module.css";

/** One text for one more desk: shown once, good for an hour. */
export function Invite() {
  const formats = useFormats();
  const { run, pending } = useCommand("sharing.invite");
  const [invitation, setInvitation] = useState<{ text: string; expiresAt: number } | null>(null);
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const copyRef = useRef<HTMLButtonElement>(null);
  // The next thing that anybody does with it.
  useEffect(() => {
    if (invitation !== null) copyRef.current?.focus();
  }, [invitation]);

  const invite = async (): Promise<void> => {
    if (pending) return;
    const answer = await run({});
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) setInvitation(answer.value);
  };
  const copy = (): void => {
    if (invitation !== null && copyText(invitation.text)) showNews(sharingWords.copied);
  };

  return (
    <section className={styles.part} aria-label={sharingWords.invite}>
      {invitation === null ? null : (
        <TextField
          label={sharingWords.inviteText}
          value={invitation.text}
          onChange={() => undefined}
          readOnly
          description={sharingWords.inviteHint(formats.time(invitation.expiresAt))}
          rows={4}
          maxLength={20_000}
        />
      )}
      <Refused error={refused} />
      <div className={settings.actions}>
        {invitation === null ? null : (
          <Button className="react-aria-Button primary" ref={copyRef} onPress={copy}>
            {sharingWords.copy}
          </Button>
        )}
        <Button onPress={() => void invite()}>{pending ? sharingWords.inviting : sharingWords.invite}</Button>
      </div>
    </section>
  );
}
