import type { ExperienceReport } from "@/lib/wire/experience";
import { type ViewerMessage, WatchMessage } from "@/lib/wire/presence";

export interface PresenceOptions {
  /** `ws(s)://…/watch` without its query. */
  readonly url: string;
  readonly topic: string;
  readonly viewer: string;
  onMessage(message: WatchMessage): void;
  onConnected(isConnected: boolean): void;
}

export interface PresenceClient {
  /** Whether this page counts as a viewer; kept over reconnects. */
  setWatching(isWatching: boolean): void;
  /** Lost while there is no connection: the next one tells more. */
  tell(experience: ExperienceReport): void;
  /** Reconnects at once instead of after the current delay. */
  kick(): void;
  close(): void;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

/** Holds a socket to the topic open for as long as the page lives: reconnects forever, spread by jitter. */
export function openPresence(options: PresenceOptions): PresenceClient {
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let attempts = 0;
  let isWatching = false;
  let isClosed = false;

  function connect(): void {
    timer = null;
    const query = new URLSearchParams({ topic: options.topic, viewer: options.viewer });
    const opened = new WebSocket(`${options.url}?${query}`);
    socket = opened;
    opened.onopen = () => {
      attempts = 0;
      options.onConnected(true);
      send();
    };
    opened.onmessage = (event) => {
      const message = parse(event.data);
      if (message && socket === opened) options.onMessage(message);
    };
    opened.onclose = () => {
      if (socket !== opened) return;
      socket = null;
      options.onConnected(false);
      if (!isClosed) timer = setTimeout(connect, delayMs(attempts++, Math.random()));
    };
  }

  function send(message: ViewerMessage = { type: "watching", watching: isWatching }): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  connect();
  return {
    setWatching(next) {
      if (next === isWatching) return;
      isWatching = next;
      send();
    },
    tell(experience) {
      send({ type: "experience", experience });
    },
    kick() {
      if (timer === null || isClosed) return;
      clearTimeout(timer);
      connect();
    },
    close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      socket?.close();
    },
  };
}

/** Exponential with jitter: a crowd whose server restarted does not return in one instant. */
export function delayMs(attempts: number, random: number): number {
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempts, 10));
  return Math.round(ceiling * (0.5 + random / 2));
}

/** A newer server may say more than this page understands: what is unknown is passed over. */
function parse(data: unknown): WatchMessage | null {
  if (typeof data !== "string") return null;
  try {
    return WatchMessage.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}
