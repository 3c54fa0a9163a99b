import { useEffect } from "react";

/** When the window gets smaller, or everything in it larger, what has the keyboard stays in sight. */
export function useFocusInView(): void {
  useEffect(() => {
    const show = (): void => document.activeElement?.scrollIntoView({ block: "nearest", inline: "nearest" });
    window.addEventListener("resize", show);
    return () => window.removeEventListener("resize", show);
  }, []);
}
