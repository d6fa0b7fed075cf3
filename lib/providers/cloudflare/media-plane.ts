import type { z } from "zod";
import type { ProviderDeps } from "../contract";
import { isProviderError } from "../errors";
import { callProvider } from "../http";
import { Lifecycle, Views } from "./answers";
import type { Playback } from "./playback";

/** One look at what viewers see: outside of the API, and of its budget. */
export interface MediaLook {
  /** False where the vendor knows no such id. */
  readonly exists: boolean;
  /** The video that the broadcast is recorded to; null while nothing is on air. */
  readonly videoId: string | null;
  readonly isLive: boolean;
}

export interface MediaPlane {
  look(uid: string, operation: string): Promise<MediaLook>;
  /** Null where nobody can say. */
  viewers(uid: string, operation: string): Promise<number | null>;
}

const MAX_REMEMBERED = 5_000;
const TOKEN_MS = 60_000;
const GONE: MediaLook = { exists: false, videoId: null, isLive: false };
const IDLE: MediaLook = { exists: true, videoId: null, isLive: false };

export function createMediaPlane(playback: Playback, deps: ProviderDeps): MediaPlane {
  /** Those that were refused without a token. */
  const signed = new Set<string>();

  async function get<T>(
    uid: string,
    file: string,
    operation: string,
    answer: z.ZodType<T>,
  ): Promise<T | "idle"> {
    const now = deps.now();
    const pass = {
      viewer: "server",
      grant: null,
      scope: "watch",
      epoch: 1,
      issuedAt: now,
      expiresAt: now + TOKEN_MS,
    } as const;
    // Nothing on air is 204 without content.
    let isIdle = false;
    const watching: typeof fetch = async (input, init) => {
      const response = await deps.fetch(input, init);
      isIdle = response.status === 204;
      return response;
    };
    try {
      const folder = await playback.folder(uid, operation, signed.has(uid) ? pass : undefined);
      const url = `${folder}/${file}`;
      const found = await callProvider({
        fetch: watching,
        provider: "cloudflare",
        operation,
        url,
        method: "GET",
        answer,
      });
      return found ?? "idle";
    } catch (error) {
      if (isIdle) return "idle";
      if (!isProviderError(error) || error.code !== "unauthenticated" || signed.has(uid)) throw error;
      if (signed.size >= MAX_REMEMBERED) signed.clear();
      signed.add(uid);
      return get(uid, file, operation, answer);
    }
  }

  return {
    look: async (uid, operation) => {
      try {
        const found = await get(uid, "lifecycle", operation, Lifecycle);
        if (found === "idle" || !found.live) return IDLE;
        return { exists: true, isLive: true, videoId: found.videoUID || null };
      } catch (error) {
        if (isProviderError(error) && error.code === "not-found") return GONE;
        throw error;
      }
    },
    viewers: async (uid, operation) => {
      try {
        const found = await get(uid, "views", operation, Views);
        return found === "idle" ? 0 : found.liveViewers;
      } catch {
        // A count is never worth failing for.
        return null;
      }
    },
  };
}
