export type PlayerCommand =
  | { readonly do: "toggle-play" | "toggle-mute" | "toggle-fullscreen" | "toggle-captions" | "toggle-pip" }
  | { readonly do: "toggle-figures" }
  | { readonly do: "go-live" }
  | { readonly do: "seek-by"; readonly seconds: number }
  /** 0 is the oldest moment of the window, 1 the live edge. */
  | { readonly do: "seek-fraction"; readonly fraction: number }
  | { readonly do: "volume-by"; readonly amount: number };

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const COMMANDS: Readonly<Record<string, PlayerCommand>> = {
  " ": { do: "toggle-play" },
  k: { do: "toggle-play" },
  m: { do: "toggle-mute" },
  f: { do: "toggle-fullscreen" },
  c: { do: "toggle-captions" },
  i: { do: "toggle-pip" },
  p: { do: "toggle-pip" },
  s: { do: "toggle-figures" },
  arrowleft: { do: "seek-by", seconds: -5 },
  arrowright: { do: "seek-by", seconds: 5 },
  j: { do: "seek-by", seconds: -10 },
  l: { do: "seek-by", seconds: 10 },
  arrowup: { do: "volume-by", amount: 0.05 },
  arrowdown: { do: "volume-by", amount: -0.05 },
  end: { do: "go-live" },
};

/** Null when the key means nothing to the player, or belongs to the browser because of a modifier. */
export function keyCommand(press: KeyPress): PlayerCommand | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  if (/^[0-9]$/.test(press.key)) return { do: "seek-fraction", fraction: Number(press.key) / 10 };
  return COMMANDS[press.key.toLowerCase()] ?? null;
}
