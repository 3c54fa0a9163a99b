import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useFormats } from "../fields/index.ts";
import { useScreen } from "../store/screen.ts";
import { frameWords } from "../words/index.ts";
import styles from "./frame.module.css";
import { showView } from "./turning.ts";

/** Everybody's day, or the week of one. */
export function ViewSwitch() {
  const view = useScreen((screen) => screen.view);
  const { zone } = useFormats();
  return (
    <ToggleButtonGroup
      aria-label={frameWords.view}
      className={styles.views ?? ""}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[view]}
      onSelectionChange={([key]) => showView(zone, key === "week" ? "week" : "day")}
    >
      <ToggleButton id="day">{frameWords.views.day}</ToggleButton>
      <ToggleButton id="week">{frameWords.views.week}</ToggleButton>
    </ToggleButtonGroup>
  );
}
