import { registerHooks } from "node:module";

/**
 * Puts another implementation in the place of a module, for everybody but that implementation itself, which may build
 * on the real one. To be called before anything imports it.
 */
export function replaceModule(real: string, broken: string): void {
  const realUrl = new URL(real, import.meta.url).href;
  const brokenUrl = new URL(broken, import.meta.url).href;
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      return found.url === realUrl && context.parentURL !== brokenUrl ? { ...found, url: brokenUrl } : found;
    },
  });
}
