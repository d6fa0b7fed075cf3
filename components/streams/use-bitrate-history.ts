"use client";
import { useEffect, useRef, useState } from "react";
import type { StreamView } from "@/lib/streams/stream";
import { addSample } from "./bitrate-history";

/** One sample a second while the encoder sends; holds while it is away. Video and audio together, in kbit/s. */
export function useBitrateHistory(stream: StreamView): readonly number[] {
  const [history, setHistory] = useState<readonly number[]>([]);
  const latest = useRef(stream);
  useEffect(() => {
    latest.current = stream;
  }, [stream]);
  useEffect(() => {
    const timer = setInterval(() => {
      const { metrics, ingest } = latest.current;
      const known = ingest === "active" && metrics !== null && metrics.videoKbps !== null;
      setHistory((old) => addSample(old, known ? (metrics.videoKbps ?? 0) + (metrics.audioKbps ?? 0) : null));
    }, 1000);
    return () => clearInterval(timer);
  }, []);
  return history;
}
