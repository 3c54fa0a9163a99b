import { ChevronLeft, ChevronRight, Search as SearchIcon } from "lucide-react";
import { Button } from "react-aria-components";
import { useOwnPractitioner } from "../board/use-people.ts";
import { useFormats } from "../fields/index.ts";
import { Caps } from "../keys/caps.tsx";
import { runAct } from "../keys/running-acts.ts";
import { useScreen } from "../store/screen.ts";
import { frameWords } from "../words/index.ts";
import { DatePopover } from "./date-popover.tsx";
import styles from "./frame.module.css";
import { PeopleFilter } from "./people-filter.tsx";
import { goToDay, turnPage } from "./turning.ts";
import { useToday } from "./use-today.ts";
import { ViewSwitch } from "./view-switch.tsx";
import { WeekPerson } from "./week-person.tsx";

export function TopBar() {
  const { view, day, show, goTo } = useScreen();
  const { zone } = useFormats();
  const today = useToday();
  const own = useOwnPractitioner();
  const isWeek = view === "week";
  return (
    <header className={styles.top}>
      <div className={styles.pager}>
        <Button
          className="react-aria-Button plain icon"
          aria-label={isWeek ? frameWords.previousWeek : frameWords.previousDay}
          onPress={() => turnPage(zone, -1)}
        >
          <ChevronLeft size={18} aria-hidden />
        </Button>
        <DatePopover />
        <Button
          className="react-aria-Button plain icon"
          aria-label={isWeek ? frameWords.nextWeek : frameWords.nextDay}
          onPress={() => turnPage(zone, 1)}
        >
          <ChevronRight size={18} aria-hidden />
        </Button>
      </div>
      <Button isDisabled={day === today && !isWeek} onPress={() => goToDay(today)}>
        {frameWords.today}
      </Button>
      <ViewSwitch />
      {isWeek ? <WeekPerson /> : <PeopleFilter />}
      {own && (
        <Button onPress={() => runAct("block", () => goTo("schedule"))}>
          {frameWords.blockTime}
          <span aria-hidden="true">
            <Caps act="block" />
          </span>
        </Button>
      )}
      <Button
        className={`react-aria-Button ${styles.search}`}
        aria-label={frameWords.search}
        onPress={() => show("search")}
      >
        <SearchIcon size={16} aria-hidden />
        <span>{frameWords.search}</span>
        <span aria-hidden="true">
          <kbd>/</kbd>
        </span>
      </Button>
    </header>
  );
}
