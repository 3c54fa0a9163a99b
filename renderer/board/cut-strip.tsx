import { Caps } from "../keys/caps.tsx";
import { type Cut, useScreen } from "../store/screen.ts";
import { boardWords } from "../words/index.ts";
import styles from "./strips.module.css";

/** What is cut, and the two keys that end it. */
export function CutStrip({ cut }: { cut: Cut }) {
  const setCut = useScreen((screen) => screen.setCut);
  return (
    <div role="status" className={styles.cut}>
      <b>{boardWords.cut(cut.name)}</b>
      <span>
        <Caps act="paste" /> {boardWords.cutHelp}
      </span>
      <button type="button" className={styles.link} onClick={() => setCut(null)}>
        <Caps act="back" /> {boardWords.cutBack}
      </button>
    </div>
  );
}
