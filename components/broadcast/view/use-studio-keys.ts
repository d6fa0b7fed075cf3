import { type RefObject, useEffect } from "react";
import type { Studio } from "../studio";

/**
 * Letters for what a hand must find without looking. They work while the focus is inside of the studio, or a click was
 * last in it: single letters elsewhere would surprise people who dictate (WCAG 2.1.4).
 */
export function useStudioKeys(region: RefObject<HTMLElement | null>, studio: Studio): void {
  useEffect(() => {
    const element = region.current;
    function press(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement) return;
      const key = event.key.toLowerCase();
      if (key === "m") studio.toggle("isMuted");
      else if (key === "v") studio.toggle("isHidden");
      else if (key === "s") studio.toggleScreen();
      else if (key === "p") studio.togglePause();
      else return;
      event.preventDefault();
    }
    element?.addEventListener("keydown", press);
    return () => element?.removeEventListener("keydown", press);
  }, [region, studio]);
}
