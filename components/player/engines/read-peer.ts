interface InboundVideo {
  readonly type: string;
  readonly kind?: string;
  readonly jitterBufferDelay?: number;
  readonly jitterBufferEmittedCount?: number;
}

const earlier = new WeakMap<RTCPeerConnection, { delaySec: number; frames: number }>();

/** How long this browser held each picture back since the reading before, on average, in ms; null without pictures. */
export async function readPeer(connection: RTCPeerConnection): Promise<number | null> {
  const reports: Iterable<InboundVideo> = (await connection.getStats()).values();
  for (const report of reports) {
    if (report.type !== "inbound-rtp" || report.kind !== "video") continue;
    const now = { delaySec: report.jitterBufferDelay ?? 0, frames: report.jitterBufferEmittedCount ?? 0 };
    const before = earlier.get(connection) ?? { delaySec: 0, frames: 0 };
    earlier.set(connection, now);
    const frames = now.frames - before.frames;
    return frames > 0 ? Math.round(((now.delaySec - before.delaySec) * 1000) / frames) : null;
  }
  return null;
}
