import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button, Label, Radio, RadioGroup } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import { TextField } from "../../fields/index.ts";
import { showNews } from "../../frame/toasts.ts";
import { useCommand } from "../../queries/index.ts";
import { sharingWords } from "../../words/index.ts";
import { SaveForm } from "../save-form.tsx";
import { Progress } from "./progress.tsx";

type Local = keyof typeof sharingWords.locals;
const locals = Object.keys(sharingWords.locals) as Local[];
/** As the contract has it. */
const MOST_LETTERS = 20_000;

type Props = {
  /** Whether there may be bookings on this desk, which have to go somewhere. */
  asksForLocal: boolean;
  autoFocus?: boolean;
  onBack?: () => void;
};

/** One pasted text makes this desk one of the practice's. */
export function JoinForm({ asksForLocal, autoFocus = false, onBack }: Props) {
  const queries = useQueryClient();
  const { run, pending, busy } = useCommand("sharing.join");
  const [invitation, setInvitation] = useState("");
  const [local, setLocal] = useState<Local>("push");
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const isMissing = invitation.trim() === "";

  const join = async (): Promise<void> => {
    setTried(true);
    if (isMissing) return;
    setRefused(null);
    const answer = await run({ invitation: invitation.trim(), local });
    setRefused(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    showNews(sharingWords.joined(answer.value.archivedIn));
    await queries.invalidateQueries();
  };

  return (
    <SaveForm
      label={sharingWords.join}
      onSave={() => void join()}
      refused={refused}
      pending={pending}
      busy={busy}
      saveWords={pending ? sharingWords.joining : sharingWords.joinNow}
      primary
      {...(onBack ? { actions: <Button onPress={onBack}>{sharingWords.back}</Button> } : {})}
    >
      <p className="quiet">{sharingWords.joinLead}</p>
      <TextField
        label={sharingWords.invitation}
        value={invitation}
        onChange={setInvitation}
        error={tried && isMissing ? sharingWords.invitationNeeded : null}
        rows={3}
        maxLength={MOST_LETTERS}
        autoFocus={autoFocus}
      />
      {asksForLocal ? (
        <RadioGroup
          value={local}
          onChange={(value) => setLocal(locals.find((each) => each === value) ?? "push")}
        >
          <Label>{sharingWords.local}</Label>
          {locals.map((each) => (
            <Radio key={each} value={each}>
              <span className="dot" aria-hidden />
              {sharingWords.locals[each]}
            </Radio>
          ))}
        </RadioGroup>
      ) : null}
      <Progress />
    </SaveForm>
  );
}
