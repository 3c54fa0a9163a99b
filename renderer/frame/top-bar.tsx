import { ChevronLeft, ChevronRight, Search as SearchIcon } from "lucide-react";
import { Button } from "react-aria-components";
import { addDays } from "../../src/time/zoned-day.ts";
import { useScreen } from "../store/screen.ts";
import { frameWords } from "../words/index.ts";
import { DatePopover } from "./date-popover.tsx";
import styles from "./frame.module.css";
import { PeopleFilter } from "./people-filter.tsx";
import { useToday } from "./use-today.ts";

export function TopBar() {
  const { day, setDay, show, boardFocus } = useScreen();
  const today = useToday();
  const turn = (to: string) => (): void => {
    setDay(to);
    boardFocus();
  };
  return (
    <header className={styles.top}>
      <div className={styles.pager}>
        <Button
          className="react-aria-Button plain icon"
          aria-label={frameWords.previousDay}
          onPress={turn(addDays(day, -1))}
        >
          <ChevronLeft size={18} aria-hidden />
        </Button>
        <DatePopover />
        <Button
          className="react-aria-Button plain icon"
          aria-label={frameWords.nextDay}
          onPress={turn(addDays(day, 1))}
        >
          <ChevronRight size={18} aria-hidden />
        </Button>
      </div>
      <Button isDisabled={day === today} onPress={turn(today)}>
        {frameWords.today}
      </Button>
      <PeopleFilter />
      <Button className={`react-aria-Button ${styles.search}`} onPress={() => show("search")}>
        <SearchIcon size={16} aria-hidden />
        {frameWords.search}
        <span aria-hidden="true">
          <kbd>/</kbd>
        </span>
      </Button>
    </header>
  );
}
