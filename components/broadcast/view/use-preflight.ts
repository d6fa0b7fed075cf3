import { useEffect, useState } from "react";
import type { IngestAddress } from "@/lib/streams/get-ingest-addresses";
import type { StreamView } from "@/lib/streams/stream";
import { checkDestination, type DestinationFact } from "../preflight/check-destination";
import type { ProbeVerdict } from "../preflight/judge-line-probe";
import { judgePreflight } from "../preflight/preflight-verdict";
import { isClaimed } from "../session/tab-claim";
import { useStore } from "../store";
import type { Studio } from "../studio";

/** Looked at again and again, in ms: other tabs come and go, and so do servers. */
const EVERY_MS = 2_000;
const DESTINATION_EVERY = 10;

/** What stands in the way of going live, as it is now. */
export function usePreflight(
  studio: Studio,
  { stream, address, probe }: { stream: StreamView; address: IngestAddress; probe: ProbeVerdict },
) {
  const { state } = useStore(studio.session.store);
  const { camera, microphone, screen } = useStore(studio.capture.store);
  const { wasHeard } = useStore(studio.store);
  const isIdle = state.phase === "off";
  const destination = useDestination(address, isIdle);
  const isOtherTab = useOtherTab(stream.id, isIdle);
  return judgePreflight({
    hasCamera: camera.track !== null,
    hasMicrophone: microphone.track !== null,
    hasScreen: screen.track !== null,
    wasHeard,
    destination,
    isOnAir: isIdle && stream.ingest === "active",
    isOtherTab,
    isBlocked: stream.broadcast === "blocked",
    // Rooms have ways around; the server's own door has none.
    isPathBlocked: address.kind === "whip" && probe.line === "no-path",
  });
}

function useDestination({ kind, server }: IngestAddress, isAsked: boolean): DestinationFact {
  const [fact, setFact] = useState<DestinationFact>("checking");
  useEffect(() => {
    if (!isAsked) return;
    // Other kinds of doors don't answer to a knock.
    const look = () => (kind === "whip" ? void checkDestination(server).then(setFact) : setFact("open"));
    look();
    const timer = setInterval(look, EVERY_MS * DESTINATION_EVERY);
    return () => clearInterval(timer);
  }, [kind, server, isAsked]);
  return fact;
}

function useOtherTab(streamId: string, isAsked: boolean): boolean {
  const [isOther, setOther] = useState(false);
  useEffect(() => {
    setOther(false);
    if (!isAsked) return;
    let isOver = false;
    const look = async () => {
      const isHeld = await isClaimed(streamId).catch(() => false);
      if (!isOver) setOther(isHeld);
    };
    void look();
    const timer = setInterval(look, EVERY_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [streamId, isAsked]);
  return isOther;
}
