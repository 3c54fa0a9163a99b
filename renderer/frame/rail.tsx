import { Activity, CalendarDays, Keyboard, type LucideIcon, Settings as SettingsIcon } from "lucide-react";
import { Button, ToggleButton, Tooltip, TooltipTrigger } from "react-aria-components";
import { type Page, useScreen } from "../store/screen.ts";
import { frameWords } from "../words/board.ts";
import styles from "./frame.module.css";

const pages: [Page, LucideIcon][] = [
  ["schedule", CalendarDays],
  ["health", Activity],
];

const ICON = 20;
const TOOLTIP_MS = 400;

export function Rail() {
  const show = useScreen((screen) => screen.show);
  return (
    <nav className={styles.rail} aria-label={frameWords.pages}>
      {pages.map(([page, Icon]) => (
        <PageButton key={page} page={page} Icon={Icon} />
      ))}
      <span className={styles.space} />
      <TooltipTrigger delay={TOOLTIP_MS}>
        <Button
          className="react-aria-Button plain icon"
          aria-label={frameWords.keys}
          onPress={() => show("keys")}
        >
          <Keyboard size={ICON} aria-hidden />
        </Button>
        <Tooltip placement="right">{frameWords.keys}</Tooltip>
      </TooltipTrigger>
      <PageButton page="settings" Icon={SettingsIcon} />
    </nav>
  );
}

function PageButton({ page, Icon }: { page: Page; Icon: LucideIcon }) {
  const current = useScreen((screen) => screen.page === page);
  const goTo = useScreen((screen) => screen.goTo);
  return (
    <TooltipTrigger delay={TOOLTIP_MS}>
      <ToggleButton
        aria-label={frameWords[page]}
        aria-current={current ? "page" : undefined}
        isSelected={current}
        onPress={() => goTo(page)}
      >
        <Icon size={ICON} aria-hidden />
      </ToggleButton>
      <Tooltip placement="right">{frameWords[page]}</Tooltip>
    </TooltipTrigger>
  );
}
