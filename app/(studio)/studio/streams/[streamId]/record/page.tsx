import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { pageCreator } from "@/app/_shell/page-actor";
import { RecordView } from "@/components/records/record-view";
import { isAppError } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/get-translator";
import { getStreamRecord } from "@/lib/session-records/get-stream-record";
import { getStream } from "@/lib/streams/get-stream";

interface Props {
  params: Promise<{ streamId: string }>;
}

const load = cache(async (streamId: string) => {
  const actor = await pageCreator(`/studio/streams/${streamId}/record`);
  try {
    return { actor, stream: await getStream(actor, streamId) };
  } catch (error) {
    if (isAppError(error) && error.code === "not-found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { stream }] = await Promise.all([getTranslator("record"), load((await params).streamId)]);
  return { title: `${t("metaTitle")} · ${stream.title}` };
}

export default async function RecordPage({ params }: Props) {
  const { actor, stream } = await load((await params).streamId);
  const [t, record] = await Promise.all([getTranslator("record"), getStreamRecord(actor, stream.id)]);
  return (
    <div className="mx-auto max-w-6xl px-4 py-6">
      <Link
        href={`/studio/streams/${stream.id}`}
        className="rounded text-accent underline-offset-4 hover:underline"
      >
        {t("back")}
      </Link>
      <h1 className="mt-1 mb-4 text-title font-semibold wrap-anywhere">{stream.title}</h1>
      <RecordView record={record} isOwner={actor.channel?.id === stream.channel.id} />
    </div>
  );
}
