import { Copy } from "lucide-react";
import { useId } from "react";
import { showNews } from "../frame/toasts.ts";
import { KeyButton } from "../keys/key-button.tsx";
import { useKeys } from "../keys/use-keys.ts";
import { copyText } from "../lib/copy-text.ts";
import { conflictWords, type Message } from "../words/index.ts";
import styles from "./decisions.module.css";

export const messageName = ({ to }: Message): string => to.map(({ name }) => name).join(", ");

export const copyMessage = ({ text }: Message): void => {
  if (copyText(text)) showNews(conflictWords.copied);
};

/** What could be written to the client who does not answer the telephone. */
export function MessageDraft({ message }: { message: Message }) {
  const id = useId();
  useKeys({ "copy-message": () => copyMessage(message) });
  return (
    <section className={styles.message} aria-labelledby={id}>
      <header>
        <h4 id={id} dir="auto">
          {conflictWords.message(messageName(message))}
        </h4>
        <KeyButton className="react-aria-Button plain" onPress={() => copyMessage(message)} shortcut="M">
          <Copy size={14} aria-hidden />
          {conflictWords.copy}
          <kbd aria-hidden>M</kbd>
        </KeyButton>
      </header>
      <p className={styles.letter} dir="auto">
        {message.text}
      </p>
    </section>
  );
}
