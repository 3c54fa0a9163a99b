import { useEffect, useRef } from "react";
import type { AppView } from "../../src/ipc/views.ts";
import { systemClock } from "../../src/time/clock.ts";
import { dayOf } from "../../src/time/zoned-day.ts";
import { Schedule } from "../board/schedule.tsx";
import { Decisions } from "../decisions/decisions.tsx";
import { Health } from "../health/health.tsx";
import { Palette } from "../palette/palette.tsx";
import { PrintSlip } from "../panel/appointment/print-slip.tsx";
import { useLostBookings } from "../panel/lost/use-lost-bookings.ts";
import { Panel } from "../panel/panel.tsx";
import { usePractice } from "../queries/index.ts";
import { Settings } from "../settings/settings.tsx";
import { useScreen } from "../store/screen.ts";
import { frameWords } from "../words/index.ts";
import { Banner } from "./banner.tsx";
import styles from "./frame.module.css";
import { KeySheet } from "./key-sheet.tsx";
import { Rail } from "./rail.tsx";
import { StatusBar } from "./status-bar.tsx";
import { Toasts } from "./toast-region.tsx";
import { TopBar } from "./top-bar.tsx";
import { useFrameKeys } from "./use-frame-keys.ts";

/** Everything around the page: rail, top bar, panel, status bar, and what lies over them. */
export function Frame({ app }: { app: AppView }) {
  const page = useScreen((screen) => screen.page);
  const hasPanel = useScreen((screen) => screen.panel !== null);
  useFrameKeys();
  useOpenToday();
  useLostBookings();

  return (
    <div className={styles.frame}>
      <Rail />
      <main className={styles.main} aria-label={frameWords[page]}>
        <h1 className="visually-hidden">{frameWords[page]}</h1>
        {page === "schedule" && (
          <>
            <div className={styles.schedule}>
              <TopBar />
              <Banner app={app} />
              <Schedule />
            </div>
            {hasPanel && (
              <div className={styles.panel}>
                <Panel />
              </div>
            )}
          </>
        )}
        {page === "decisions" && <Decisions />}
        {page === "health" && <Health />}
        {page === "settings" && <Settings />}
      </main>
      <StatusBar app={app} />
      <Palette />
      <KeySheet />
      <Toasts />
      <PrintSlip />
    </div>
  );
}

/** The first day shown is today where the practice is, which need not be today where this computer is. */
function useOpenToday(): void {
  const zone = usePractice().data?.practice?.zone;
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current || zone === undefined) return;
    opened.current = true;
    useScreen.getState().setDay(dayOf(zone, systemClock()));
  }, [zone]);
}
