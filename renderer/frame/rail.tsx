import { CalendarSearch, Keyboard, type LucideIcon } from "lucide-react";
import { Button, ToggleButton, Tooltip, TooltipTrigger } from "react-aria-components";
import { useFormats } from "../fields/index.ts";
import { openFind } from "../panel/find/open-find.ts";
import { useOpenDecisions } from "../queries/index.ts";
import { type Page, useScreen } from "../store/screen.ts";
import { findWords, frameWords } from "../words/index.ts";
import styles from "./frame.module.css";
import { pages } from "./pages.ts";

/** More than that is many: the badge has room for two figures. */
const MOST_COUNTED = 99;
const ICON = 20;
const TOOLTIP_MS = 400;

export function Rail() {
  const show = useScreen((screen) => screen.show);
  const [first, ...others] = pages;
  return (
    <nav className={styles.rail} aria-label={frameWords.pages}>
      {first && <PageButton {...first} />}
      <FindButton />
      {others.map(({ page, Icon, atFoot }) => !atFoot && <PageButton key={page} page={page} Icon={Icon} />)}
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
      {pages.map(({ page, Icon, atFoot }) => atFoot && <PageButton key={page} page={page} Icon={Icon} />)}
    </nav>
  );
}

/** No page of its own: free times are found beside the board. */
function FindButton() {
  const { zone } = useFormats();
  return (
    <TooltipTrigger delay={TOOLTIP_MS}>
      <Button
        className={`react-aria-Button ${styles.find}`}
        aria-label={findWords.title}
        aria-keyshortcuts="F"
        onPress={() => openFind(zone)}
      >
        <CalendarSearch size={ICON} aria-hidden />
      </Button>
      <Tooltip placement="right">{findWords.title}</Tooltip>
    </TooltipTrigger>
  );
}

function PageButton({ page, Icon }: { page: Page; Icon: LucideIcon }) {
  const current = useScreen((screen) => screen.page === page);
  const goTo = useScreen((screen) => screen.goTo);
  const decisions = useOpenDecisions();
  const open = page === "decisions" ? decisions : 0;
  const name = open > 0 ? frameWords.decisionsOpen(open) : frameWords[page];
  return (
    <TooltipTrigger delay={TOOLTIP_MS}>
      <ToggleButton
        className={`react-aria-ToggleButton ${styles.pageButton}`}
        aria-label={name}
        aria-current={current ? "page" : undefined}
        isSelected={current}
        onPress={() => goTo(page)}
      >
        <Icon size={ICON} aria-hidden />
        {open > 0 && (
          <span className={styles.badge} aria-hidden="true">
            {Math.min(open, MOST_COUNTED)}
          </span>
        )}
      </ToggleButton>
      <Tooltip placement="right">{name}</Tooltip>
    </TooltipTrigger>
  );
}
