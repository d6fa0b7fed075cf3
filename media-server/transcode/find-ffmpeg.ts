import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import type { Log } from "../log";

/** An ffmpeg that was started once and answered. */
export interface Ffmpeg {
  readonly path: string;
  /** As it calls itself, e.g. `5.1.9-0+deb12u1`. */
  readonly version: string;
  /** Major and minor of its libavcodec: unlike the version, every build has them. */
  readonly libavcodec: readonly [major: number, minor: number];
  /** The npm package's build of 2018, without security fixes since. */
  readonly isLastResort: boolean;
}

const ANSWER_WITHIN_MS = 10_000;
/** FFmpeg 4.3: key frames can be forced where the source has them. */
const KEY_FRAMES_OF_SOURCE = [58, 91] as const;
/** FFmpeg 5.1: `-fps_mode` takes the place of `-vsync`. */
const FPS_MODE = [59, 37] as const;

/**
 * `FFMPEG_PATH`, else the one on the PATH, else the npm package's; null when none of them runs. A path that is set
 * and doesn't run is not replaced by another. Never throws.
 */
export async function findFfmpeg(configuredPath: string | undefined): Promise<Ffmpeg | null> {
  if (configuredPath) return tryFfmpeg(configuredPath, false);
  const packaged = packagedPath();
  return (await tryFfmpeg("ffmpeg", false)) ?? (packaged === null ? null : await tryFfmpeg(packaged, true));
}

/** Whether it can follow a source's key frames, which renditions need. */
export function canMakeRenditions(ffmpeg: Ffmpeg): boolean {
  return isAtLeast(ffmpeg, KEY_FRAMES_OF_SOURCE);
}

/** The words for "every frame as it comes, none dropped, none doubled". */
export function everyFrame(ffmpeg: Ffmpeg): readonly string[] {
  return [isAtLeast(ffmpeg, FPS_MODE) ? "-fps_mode" : "-vsync", "passthrough"];
}

/** Says at start what was found, and what is missing without it. */
export function logFfmpeg(log: Log, ffmpeg: Ffmpeg | null): void {
  if (!ffmpeg) {
    log.warn("no ffmpeg: streams have one quality, and no thumbnails; install ffmpeg or set FFMPEG_PATH");
    return;
  }
  const { path, version, isLastResort } = ffmpeg;
  log.info({ path, version }, "found ffmpeg");
  if (isLastResort) {
    log.warn("this ffmpeg is a last resort: built in 2018, no security fixes since; install the system's");
  }
  if (!canMakeRenditions(ffmpeg))
    log.warn("this ffmpeg is too old for more qualities: 4.3 or newer makes them");
}

/** Reads what `ffmpeg -version` prints; null when that isn't FFmpeg. */
export function parseVersion(text: string): Pick<Ffmpeg, "version" | "libavcodec"> | null {
  const version = /^ffmpeg version (\S{1,64})/.exec(text)?.[1];
  const library = /^libavcodec\s+(\d+)\.\s*(\d+)\./m.exec(text);
  return version && library ? { version, libavcodec: [Number(library[1]), Number(library[2])] } : null;
}

function tryFfmpeg(path: string, isLastResort: boolean): Promise<Ffmpeg | null> {
  const options = { timeout: ANSWER_WITHIN_MS, env: childEnvironment(), maxBuffer: 1_000_000 };
  return new Promise((resolve) => {
    execFile(path, ["-version"], options, (error, stdout) => {
      const parsed = error ? null : parseVersion(stdout);
      resolve(parsed && { path, isLastResort, ...parsed });
    });
  });
}

/** What ffmpeg may know of this process's environment: nothing that is secret. */
export function childEnvironment(): NodeJS.ProcessEnv {
  const kept = ["PATH", "LD_LIBRARY_PATH", "TMPDIR", "SystemRoot"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(kept), NODE_ENV: process.env.NODE_ENV, AV_LOG_FORCE_NOCOLOR: "1" };
}

function packagedPath(): string | null {
  const name = process.platform === "win32" ? "ffmpeg.exe" : "ffmpeg";
  try {
    const require = createRequire(import.meta.url);
    return require.resolve(`@ffmpeg-installer/${process.platform}-${process.arch}/${name}`);
  } catch {
    return null;
  }
}

function isAtLeast({ libavcodec }: Ffmpeg, wanted: readonly [number, number]): boolean {
  return libavcodec[0] > wanted[0] || (libavcodec[0] === wanted[0] && libavcodec[1] >= wanted[1]);
}
