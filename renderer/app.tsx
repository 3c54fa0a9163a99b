import type { AppView } from "../src/ipc/views.ts";
import { assertNever } from "../src/result.ts";
import { FirstRun } from "./first-run/first-run.tsx";
import { Frame } from "./frame/frame.tsx";
import { useFocusInView } from "./lib/use-focus-in-view.ts";
import { useTheme } from "./lib/use-theme.ts";
import { useApp } from "./queries/index.ts";
import { Recovery } from "./recovery/recovery.tsx";

/** The window shows what the database allows: the schedule, the first-run guide, or the way back to a sound one. */
export function App() {
  useTheme();
  useFocusInView();
  const app = useApp().data;
  // Main answers within milliseconds of the window; until then an empty window is calmer than a spinner.
  return app ? <Shown app={app} /> : null;
}

function Shown({ app }: { app: AppView }) {
  const { database } = app;
  switch (database.state) {
    case "ready":
    case "read-only":
      return <Frame app={app} />;
    case "first-run":
      return <FirstRun />;
    case "damaged":
    case "missing":
    case "newer":
    case "in-use":
    case "failed":
      return <Recovery />;
    default:
      return assertNever(database);
  }
}
