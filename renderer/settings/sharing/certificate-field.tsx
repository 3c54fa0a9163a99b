import { useState } from "react";
import { Button, FileTrigger } from "react-aria-components";
import { TextField } from "../../fields/index.ts";
import { sharingWords } from "../../words/index.ts";
import styles from "./sharing.module.css";

/** As the contract has it; certificates are a few thousand letters. */
const MOST_BYTES = 200_000;
const looksLikePem = (text: string): boolean => text.includes("-----BEGIN CERTIFICATE-----");

type Props = { value: string; onChange: (pem: string) => void };

/** The certificate by which the server proves who it is: pasted, or read from a file. */
export function CertificateField({ value, onChange }: Props) {
  const [problem, setProblem] = useState<string | null>(null);
  const read = async (files: FileList | null): Promise<void> => {
    const file = files?.[0];
    if (!file) return;
    if (file.size > MOST_BYTES) return setProblem(sharingWords.certificateTooLarge);
    const text = await file.text();
    if (!looksLikePem(text)) return setProblem(sharingWords.certificateUnreadable);
    setProblem(null);
    onChange(text);
  };
  const isWrong = value.trim() !== "" && !looksLikePem(value);
  return (
    <div className={styles.certificate}>
      <TextField
        label={sharingWords.certificate}
        value={value}
        onChange={(text) => {
          setProblem(null);
          onChange(text);
        }}
        description={sharingWords.certificateHint}
        error={problem ?? (isWrong ? sharingWords.certificateUnreadable : null)}
        rows={2}
        maxLength={MOST_BYTES}
      />
      <FileTrigger acceptedFileTypes={[".pem", ".crt", ".cer"]} onSelect={(files) => void read(files)}>
        <Button className={`react-aria-Button ${styles.file}`}>{sharingWords.certificateFile}</Button>
      </FileTrigger>
    </div>
  );
}
