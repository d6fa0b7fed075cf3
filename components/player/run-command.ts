import type { PlayerCommand } from "./key-command";
import type { PlayerSession } from "./player-session";
import type { Captions } from "./use-captions";
import type { Presentation } from "./use-presentation";

export interface CommandTargets {
  readonly session: PlayerSession;
  readonly captions: Captions;
  readonly presentation: Presentation;
  toggleFigures(): void;
}

export function runCommand(
  command: PlayerCommand,
  { session, captions, presentation, toggleFigures }: CommandTargets,
): void {
  const { window, isMuted, volume } = session.getSnapshot();
  switch (command.do) {
    case "toggle-play":
      return session.togglePlay();
    case "toggle-mute":
      return session.setMuted(!isMuted);
    case "toggle-fullscreen":
      return presentation.toggleFullscreen();
    case "toggle-pip":
      return presentation.togglePip();
    case "toggle-captions":
      return captions.exist ? captions.toggle() : undefined;
    case "toggle-figures":
      return toggleFigures();
    case "go-live":
      return session.seekToLive();
    case "seek-by":
      return session.seekBy(command.seconds);
    case "seek-fraction":
      if (!window) return;
      return session.seekTo(window.startSec + (window.edgeSec - window.startSec) * command.fraction);
    case "volume-by":
      return session.setVolume((isMuted ? 0 : volume) + command.amount);
  }
}
