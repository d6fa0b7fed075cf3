import { type RefObject, useEffect, useRef } from "react";
import { keyCommand, type PlayerCommand } from "./key-command";

/** Keys act on the player when it has the focus; with `isPageWide` also when nothing else on the page has it. */
export function useShortcuts(
  container: RefObject<HTMLElement | null>,
  isPageWide: boolean,
  run: (command: PlayerCommand) => void,
): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });

  useEffect(() => {
    const ending = new AbortController();
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target;
      if (event.defaultPrevented || !(target instanceof Element)) return;
      const isInside = container.current?.contains(target) ?? false;
      if (!isInside && !(isPageWide && target === document.body)) return;
      if (target.closest("[data-own-keys]")) return;
      // A focused button is pressed with the space bar, whatever the player would make of it.
      if (event.key === " " && target.closest("button, a")) return;
      const command = keyCommand(event);
      if (!command) return;
      event.preventDefault();
      latest.current(command);
    };
    document.addEventListener("keydown", onKeyDown, { signal: ending.signal });
    return () => ending.abort();
  }, [container, isPageWide]);
}
