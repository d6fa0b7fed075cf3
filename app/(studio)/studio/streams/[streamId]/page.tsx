import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { pageCreator } from "@/app/_shell/page-actor";
import { ScopedMessages } from "@/app/_shell/scoped-messages";
import { isForBrowsers } from "@/components/broadcast/browser-kinds";
import { StreamDesk } from "@/components/streams/stream-desk";
import { listGrants } from "@/lib/access/list-grants";
import { env } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { getIngestAddresses } from "@/lib/streams/get-ingest-addresses";
import { getStream } from "@/lib/streams/get-stream";
import { deleteRecordingAction, issueDownloadAction, setRecordedAction } from "../../recordings/actions";
import {
  createLinkAction,
  inviteAccountAction,
  revokeGrantAction,
  setVisibilityAction,
  turnEverybodyOutAction,
} from "../access-actions";
import {
  endStreamAction,
  getCostAction,
  getIngestAction,
  issueProbeAction,
  publishStreamAction,
  rotateKeyAction,
} from "../actions";

interface Props {
  params: Promise<{ streamId: string }>;
}

const load = cache(async (streamId: string) => {
  const actor = await pageCreator(`/studio/streams/${streamId}`);
  try {
    return { actor, stream: await getStream(actor, streamId) };
  } catch (error) {
    if (isAppError(error) && error.code === "not-found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).streamId)).stream.title };
}

export default async function StreamPage({ params }: Props) {
  const { actor, stream } = await load((await params).streamId);
  const isOwner = actor.channel?.id === stream.channel.id;
  const addresses = isOwner ? await getIngestAddresses(actor, stream.id) : [];
  const grants = await listGrants(actor, stream.id);
  return (
    <ScopedMessages namespaces={["broadcastStudio"]}>
      <StreamDesk
        initial={stream}
        publicUrl={env().PUBLIC_URL}
        server={addresses.find((address) => address.kind === "rtmp")?.server ?? null}
        whipUrl={addresses.find((address) => address.kind === "whip")?.server ?? null}
        srtUrl={addresses.find((address) => address.kind === "srt")?.server ?? null}
        browserAddress={addresses.find((address) => isForBrowsers(address.kind)) ?? null}
        isOwner={isOwner}
        grants={grants}
        actions={{
          getIngest: getIngestAction,
          rotateKey: rotateKeyAction,
          issueProbe: issueProbeAction,
          endStream: endStreamAction,
          getCost: getCostAction,
          setRecorded: setRecordedAction,
          deleteRecording: deleteRecordingAction,
          issueDownload: issueDownloadAction,
          publishStream: publishStreamAction,
          setVisibility: setVisibilityAction,
          inviteAccount: inviteAccountAction,
          createLink: createLinkAction,
          revokeGrant: revokeGrantAction,
          turnEverybodyOut: turnEverybodyOutAction,
        }}
      />
    </ScopedMessages>
  );
}
