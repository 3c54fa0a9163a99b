import type { AppView } from "../../src/ipc/views.ts";
import { Schedule } from "../board/schedule.tsx";
import { Decisions } from "../decisions/decisions.tsx";
import { Health } from "../health/health.tsx";
import { Palette } from "../palette/palette.tsx";
import { PrintSlip } from "../panel/appointment/print-slip.tsx";
import { useLostBookings } from "../panel/lost/use-lost-bookings.ts";
import { Panel } from "../panel/panel.tsx";
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
import { useOpening } from "./use-opening.ts";

/** Everything around the page: rail, top bar, panel, status bar, and what lies over them. */
export function Frame({ app }: { app: AppView }) {
  const page = useScreen((screen) => screen.page);
  const hasPanel = useScreen((screen) => screen.panel !== null);
  useFrameKeys();
  useOpening();
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
