import { useRef, useState } from "react";

/** Of the settings, for the button that opens them. */
export const SETTINGS_ID = "player-settings";

/** What opens over the picture: the settings, and the figures of how the stream arrives. */
export function usePanels() {
  const [isOpen, setOpen] = useState(false);
  const [areShown, setShown] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return {
    settings: {
      isOpen,
      button,
      toggle() {
        // Whoever closes them by keyboard stands where they opened them.
        if (isOpen) button.current?.focus();
        setOpen(!isOpen);
      },
    },
    figures: { areShown, toggle: () => setShown((before) => !before) },
  };
}
