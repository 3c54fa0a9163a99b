import { useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import { TextField } from "../../fields/index.ts";
import { showNews } from "../../frame/toasts.ts";
import { useCommand } from "../../queries/index.ts";
import { sharingWords } from "../../words/index.ts";
import { SaveForm } from "../save-form.tsx";
import { CertificateField } from "./certificate-field.tsx";
import { Progress } from "./progress.tsx";
import styles from "./sharing.module.css";

/** A PostgreSQL of the practice's own becomes its shared server; tested as often as wanted before anything is done. */
export function PrepareForm() {
  const prepare = useCommand("sharing.prepare");
  const test = useCommand("sharing.test");
  const [url, setUrl] = useState("");
  const [ca, setCa] = useState("");
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const [tested, setTested] = useState<string | null>(null);
  const isMissing = url.trim() === "";
  const input = { url: url.trim(), ...(ca.trim() === "" ? {} : { ca }) };

  const begin = (): boolean => {
    setTried(true);
    setRefused(null);
    setTested(null);
    return !isMissing && !prepare.pending && !test.pending;
  };
  const ask = async (): Promise<void> => {
    if (!begin()) return;
    const answer = await test.run(input);
    if (answer.ok) setTested(sharingWords.tested(answer.value));
    else setRefused(answer.error);
  };
  const save = async (): Promise<void> => {
    if (!begin()) return;
    const answer = await prepare.run(input);
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) showNews(sharingWords.prepared);
  };

  return (
    <SaveForm
      label={sharingWords.prepare}
      onSave={() => void save()}
      refused={refused}
      pending={prepare.pending}
      busy={prepare.busy}
      saveWords={prepare.pending ? sharingWords.preparing : sharingWords.prepareNow}
      primary
      actions={
        <Button onPress={() => void ask()}>{test.pending ? sharingWords.testing : sharingWords.test}</Button>
      }
    >
      <p className="quiet">{sharingWords.prepareLead}</p>
      <TextField
        label={sharingWords.ownerUrl}
        value={url}
        onChange={setUrl}
        description={sharingWords.ownerUrlHint}
        error={tried && isMissing ? sharingWords.ownerUrlNeeded : null}
        maxLength={500}
      />
      <CertificateField value={ca} onChange={setCa} />
      {tested === null ? null : (
        <p role="status" className={`callout plain ${styles.tested}`}>
          {tested}
        </p>
      )}
      <Progress />
    </SaveForm>
  );
}
