"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { StreamView } from "@/lib/streams/stream";
import { reconnectDelayMs } from "./reconnect-delay";
import { streamStatusQuery } from "./stream-status-query";

/** Shown only after this long without a connection, in ms: a blink is not worth a notice. */
const PATIENCE_MS = 3000;

export type EventConnection = "open" | "lost";

/** Keeps `streamStatusQuery` up to date from `/api/streams/{id}/events` until the page is left. */
export function useStreamEvents(streamId: string): EventConnection {
  const queries = useQueryClient();
  const [connection, setConnection] = useState<EventConnection>("open");

  useEffect(() => {
    let source: EventSource | null = null;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let notice: ReturnType<typeof setTimeout> | undefined;
    let attempts = 0;

    function receive(event: MessageEvent<string>) {
      attempts = 0;
      clearTimeout(notice);
      notice = undefined;
      setConnection("open");
      // Sent by our own route, which serialises a StreamView.
      const view = JSON.parse(event.data) as StreamView;
      queries.setQueryData(streamStatusQuery(streamId).queryKey, view);
    }

    function connect() {
      source = new EventSource(`/api/streams/${encodeURIComponent(streamId)}/events`);
      source.onmessage = receive;
      source.onerror = () => {
        // The browser gives up for good after an HTTP error, so each failure starts a new connection of ours.
        source?.close();
        notice ??= setTimeout(() => setConnection("lost"), PATIENCE_MS);
        clearTimeout(retry);
        retry = setTimeout(connect, reconnectDelayMs(attempts++, Math.random()));
      };
    }

    connect();
    return () => {
      clearTimeout(retry);
      clearTimeout(notice);
      source?.close();
    };
  }, [queries, streamId]);

  return connection;
}
