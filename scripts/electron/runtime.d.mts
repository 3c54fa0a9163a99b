export interface ElectronRuntime {
  /** installed: in node_modules; downloaded: just now; evaluation: the verified older release. */
  readonly kind: "installed" | "downloaded" | "evaluation";
  readonly version: string;
  readonly executablePath: string;
  /** What must precede the app's own arguments. */
  readonly args: readonly string[];
  /** Says to a person which runtime this is. */
  readonly sentence: string;
}

/** Finds the Electron that runs this checkout, fetching what is missing. */
export function resolveElectron(options?: {
  /** Whether root may install missing system packages; by default only in CI. */
  installSystemPackages?: boolean;
}): Promise<ElectronRuntime>;
