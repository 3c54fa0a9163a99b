import { Button } from "react-aria-components";
import styles from "./fields.module.css";

/** The usual answers, one press away; the field stays free for any other. */
export function QuickTexts({
  texts,
  onChoose,
}: {
  texts: readonly string[];
  onChoose: (text: string) => void;
}) {
  return (
    <div className={styles.quick}>
      {texts.map((text) => (
        <Button key={text} onPress={() => onChoose(text)}>
          {text}
        </Button>
      ))}
    </div>
  );
}
