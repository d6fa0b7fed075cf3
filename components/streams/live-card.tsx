import { Users } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Poster } from "./poster";

interface LiveCardProps {
  readonly href: string;
  readonly title: string;
  readonly creatorName: string;
  readonly handle: string;
  readonly contentLabel: string;
  readonly liveWord: string;
  readonly watching: string;
  readonly since: ReactNode;
  /** Null when there is no picture. */
  readonly posterUrl: string | null;
}

/** A new picture is made every ten seconds. */
const REFRESH_MS = 15_000;

/** One broadcast that is on air, as visitors find it. */
export function LiveCard(props: LiveCardProps) {
  return (
    <Link
      href={props.href}
      className="flex h-full flex-col overflow-hidden rounded border bg-surface hover:border-accent"
    >
      <span className="relative block border-b">
        <Poster src={props.posterUrl} refreshMs={REFRESH_MS} />
        <Badge tone="live" className="absolute top-2 left-2">
          <span aria-hidden className="size-1.5 rounded-full bg-white" />
          {props.liveWord}
        </Badge>
        <span className="figures absolute bottom-2 left-2 flex items-center gap-1.5 rounded-sm bg-black/80 px-1.5 text-small text-white">
          <Users aria-hidden className="size-4" />
          {props.watching}
        </span>
      </span>
      <span className="line-clamp-2 px-4 pt-3 text-lead font-semibold break-words">{props.title}</span>
      <span className="mt-auto flex flex-wrap items-baseline gap-x-2 px-4 pt-1 pb-3 text-small text-muted">
        <span className="font-medium text-ink">{props.creatorName}</span>
        <span>@{props.handle}</span>
        <span>{props.contentLabel}</span>
        <span className="ml-auto">{props.since}</span>
      </span>
    </Link>
  );
}
