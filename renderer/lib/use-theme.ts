import { useEffect } from "react";
import { useSettings } from "../queries/index.ts";

/** Light or dark: as this desk chose, otherwise as the computer is set. The tokens follow `data-theme`. */
export function useTheme(): void {
  const chosen = useSettings().data?.settings.theme;
  useEffect(() => {
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    const apply = (): void => {
      const dark = chosen === "dark" || (chosen !== "light" && system.matches);
      document.documentElement.dataset.theme = dark ? "dark" : "light";
    };
    apply();
    system.addEventListener("change", apply);
    return () => system.removeEventListener("change", apply);
  }, [chosen]);
}
