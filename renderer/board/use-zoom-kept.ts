import { useEffect, useRef } from "react";
import { useCommand, useSettings } from "../queries/index.ts";
import { useScreen, ZOOM } from "../store/screen.ts";

const QUIET_MS = 600;

/** The board's zoom is a setting of this desk: taken over once at the start, kept when it has come to rest. */
export function useZoomKept(): void {
  const kept = useSettings().data?.settings["board-zoom"];
  const zoom = useScreen((screen) => screen.zoom);
  const taken = useRef(false);
  const { run } = useCommand("settings.change");

  useEffect(() => {
    if (taken.current || typeof kept !== "number") return;
    taken.current = true;
    useScreen.getState().setZoom(kept);
  }, [kept]);

  useEffect(() => {
    if (zoom === (kept ?? ZOOM.usual)) return;
    const timer = window.setTimeout(() => {
      taken.current = true;
      void run({ key: "board-zoom", value: zoom });
    }, QUIET_MS);
    return () => window.clearTimeout(timer);
  }, [zoom, kept, run]);
}
