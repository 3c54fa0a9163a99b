import { Button } from "react-aria-components";
import settings from "../settings.module.css";
import styles from "./sharing.module.css";

type Props = {
  question: string;
  confirm: string;
  back: string;
  onConfirm: () => void;
  onBack: () => void;
};

/** What cannot be taken back is said before it is done; the keyboard is on the way back, not on the way on. */
export function AskFirst({ question, confirm, back, onConfirm, onBack }: Props) {
  return (
    <div className={`callout danger ${styles.ask}`}>
      <p role="alert">{question}</p>
      <div className={settings.actions}>
        <Button className="react-aria-Button danger" onPress={onConfirm}>
          {confirm}
        </Button>
        <Button autoFocus onPress={onBack}>
          {back}
        </Button>
      </div>
    </div>
  );
}
