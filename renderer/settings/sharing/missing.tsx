import { useState } from "react";
import { Button } from "react-aria-components";
import type { AnteroomError } from "../../../src/ipc/errors.ts";
import type { SharingView } from "../../../src/ipc/sharing-views.ts";
import { Refused, useFormats } from "../../fields/index.ts";
import { useCommand } from "../../queries/index.ts";
import { sharingWords } from "../../words/index.ts";
import settings from "../settings.module.css";

/** The server came back from an older copy and lacks a great deal: nothing is sent again before somebody has said so. */
export function Missing({ missing: { rows, of } }: { missing: NonNullable<SharingView["missing"]> }) {
  const formats = useFormats();
  const { run, pending } = useCommand("sharing.answer-missing");
  const [refused, setRefused] = useState<AnteroomError | null>(null);
  const answer = async (send: boolean): Promise<void> => {
    if (pending) return;
    const result = await run({ send });
    setRefused(result.ok ? null : result.error);
  };
  return (
    <div className="callout">
      <p>
        <strong>{sharingWords.missing(formats.number(rows), formats.number(of))}</strong>
      </p>
      <p>{sharingWords.missingHint}</p>
      <Refused error={refused} />
      <div className={settings.actions}>
        <Button onPress={() => void answer(true)}>{sharingWords.sendMissing}</Button>
        <Button onPress={() => void answer(false)}>{sharingWords.holdMissing}</Button>
      </div>
    </div>
  );
}
