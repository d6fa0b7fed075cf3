import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import {
  PLAYBACK_KEY_LABEL,
  type PlaybackScope,
  playbackMacInput,
  type ReadToken,
  readPlaybackToken,
} from "../../lib/wire/playback-token";
import type { StreamAccess } from "../../lib/wire/stream-settings";

/** Why somebody may not have what they ask for. `token-foreign`: not signed by the app for this stream. */
export type AccessRefusal =
  | "token-missing"
  | "token-malformed"
  | "token-foreign"
  | "token-scope"
  | "token-expired"
  | "token-revoked";

/** What is asked for: anything below a stream's or a recording's id. */
export interface Guarded {
  readonly id: string;
  readonly access: StreamAccess;
}

type Claims = ReadToken["claims"];

/** Signatures that were checked, and viewers who renewed, are remembered for so many; then the oldest are forgotten. */
const MAX_REMEMBERED = 50_000;

/**
 * Decides who may fetch a stream's media. Only the signature's check is remembered: time, epoch and revocations are
 * looked at anew with each request, so that nothing outlives them.
 */
export class PlaybackGate {
  private readonly key: Buffer;
  /** Token with its stream → what its good signature vouches for. */
  private readonly genuine = new Map<string, Claims>();
  /** Stream and viewer → when the viewer's newest token expires, in epoch ms. */
  private readonly leases = new Map<string, number>();
  private readonly revoked = new WeakMap<StreamAccess, ReadonlySet<string>>();

  constructor(
    secret: string,
    /** Epoch ms. */
    private readonly now: () => number,
  ) {
    this.key = Buffer.from(hkdfSync("sha256", secret, "", PLAYBACK_KEY_LABEL, 32));
  }

  /** Null: may have it. An open stream asks nobody to watch; a download always needs a token that says so. */
  refusal(
    { id, access }: Guarded,
    token: string | null,
    scope: PlaybackScope = "watch",
  ): AccessRefusal | null {
    if (access.kind === "open" && scope === "watch") return null;
    const claims = this.read(id, token);
    if (typeof claims === "string") return claims;
    if (claims.expiresAt <= this.now()) return "token-expired";
    if (scope === "download" && claims.scope !== "download") return "token-scope";
    return this.isRevoked(access, claims) ? "token-revoked" : null;
  }

  /** For a connection that stands: its own token may have expired as long as the same viewer brought a newer one. */
  standingRefusal({ id, access }: Guarded, token: string | null): AccessRefusal | null {
    if (access.kind === "open") return null;
    const claims = this.read(id, token);
    if (typeof claims === "string") return claims;
    const lastsUntil = Math.max(claims.expiresAt, this.leases.get(leaseKey(id, claims)) ?? 0);
    if (lastsUntil <= this.now()) return "token-expired";
    return this.isRevoked(access, claims) ? "token-revoked" : null;
  }

  private read(streamId: string, token: string | null): Claims | AccessRefusal {
    if (token === null) return "token-missing";
    const cacheKey = `${streamId} ${token}`;
    const known = this.genuine.get(cacheKey);
    if (known) return known;
    const read = readPlaybackToken(token);
    if (!read) return "token-malformed";
    if (!this.isGenuine(streamId, read)) return "token-foreign";
    const { claims } = read;
    remember(this.genuine, cacheKey, claims);
    const lease = leaseKey(streamId, claims);
    remember(this.leases, lease, Math.max(claims.expiresAt, this.leases.get(lease) ?? 0));
    return claims;
  }

  private isGenuine(streamId: string, { signed, mac }: ReadToken): boolean {
    const expected = createHmac("sha256", this.key).update(playbackMacInput(streamId, signed)).digest();
    const given = Buffer.from(mac, "base64url");
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  private isRevoked(access: StreamAccess, { epoch, viewer, grant }: Claims): boolean {
    if (access.kind === "open") return false;
    if (epoch < access.epoch) return true;
    let revoked = this.revoked.get(access);
    if (!revoked) {
      revoked = new Set(access.revoked);
      this.revoked.set(access, revoked);
    }
    return revoked.has(viewer) || (grant !== null && revoked.has(grant));
  }
}

function leaseKey(streamId: string, { viewer, grant }: Claims): string {
  return `${streamId} ${viewer} ${grant ?? ""}`;
}

/** The newest last; past the limit the oldest goes. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (oldest !== undefined && map.size > MAX_REMEMBERED) map.delete(oldest);
}
