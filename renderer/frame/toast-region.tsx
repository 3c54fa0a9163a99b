import { X } from "lucide-react";
import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components";
import { frameWords } from "../words/index.ts";
import styles from "./frame.module.css";
import { notices } from "./toasts.ts";
import { useUndo } from "./use-undo.ts";

export function Toasts() {
  const undo = useUndo();
  return (
    <ToastRegion queue={notices} aria-label={frameWords.notifications} className={styles.toasts ?? ""}>
      {({ toast }) => {
        const offer = toast.content.undo;
        return (
          <Toast toast={toast} className={styles.toast ?? ""}>
            <ToastContent>
              <Text slot="title" dir="auto">
                {toast.content.sentence}
              </Text>
            </ToastContent>
            {offer && (
              <Button onPress={() => void undo({ opId: offer.opId, key: toast.key })}>
                {frameWords.undo}
              </Button>
            )}
            <Button slot="close" className="react-aria-Button plain icon" aria-label={frameWords.dismiss}>
              <X size={14} aria-hidden />
            </Button>
          </Toast>
        );
      }}
    </ToastRegion>
  );
}
