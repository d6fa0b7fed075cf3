import { Users } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";

interface LiveCardProps {
  readonly href: string;
  readonly title: string;
  readonly creatorName: string;
  readonly handle: string;
  readonly contentLabel: string;
  readonly liveWord: string;
  readonly watching: string;
  readonly since: ReactNode;
}

/** One broadcast that is on air, as visitors find it. Drawn without a picture: none is made yet. */
export function LiveCard(props: LiveCardProps) {
  return (
    <Link
      href={props.href}
      className="flex h-full flex-col gap-3 rounded border bg-surface p-4 hover:border-accent"
    >
      <span className="flex items-center justify-between gap-2">
        <Badge tone="live">
          <span aria-hidden className="size-1.5 rounded-full bg-white" />
          {props.liveWord}
        </Badge>
        <span className="figures flex items-center gap-1.5 text-small text-muted">
          <Users aria-hidden className="size-4" />
          {props.watching}
        </span>
      </span>
      <span className="line-clamp-2 text-lead font-semibold break-words">{props.title}</span>
      <span className="mt-auto flex flex-wrap items-baseline gap-x-2 text-small text-muted">
        <span className="font-medium text-ink">{props.creatorName}</span>
        <span>@{props.handle}</span>
        <span>{props.contentLabel}</span>
        <span className="ml-auto">{props.since}</span>
      </span>
    </Link>
  );
}
