import type { AppView } from "../../src/ipc/views.ts";
import { useHealth } from "../queries/index.ts";
import { frameWords } from "../words/index.ts";
import styles from "./frame.module.css";

/** Over the board while nothing can be changed: what to do, and what still works. */
export function Banner({ app }: { app: AppView }) {
  const storage = useHealth().data?.database.storage;
  const sentence =
    storage === "full"
      ? frameWords.banner.full
      : app.database.state === "read-only" || storage === "read-only"
        ? frameWords.banner.readOnly
        : null;
  if (sentence === null) return null;
  return (
    <div role="status" className={styles.banner}>
      {sentence}
    </div>
  );
}
