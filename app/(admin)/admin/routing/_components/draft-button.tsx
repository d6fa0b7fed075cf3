"use client";
import { useRouter } from "next/navigation";
import { type ComponentProps, type ReactNode, useTransition } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { DraftSource } from "@/lib/policies/draft-from";
import { draftPolicyAction } from "../actions";

interface DraftButtonProps extends Pick<ComponentProps<typeof Button>, "tone" | "size" | "aria-label"> {
  readonly source: DraftSource;
  readonly children: ReactNode;
}

/** Makes a draft and opens it. */
export function DraftButton({ source, children, ...look }: DraftButtonProps) {
  const common = useTranslations("common");
  const words = useErrorWords();
  const router = useRouter();
  const [busy, start] = useTransition();
  const draft = () =>
    start(async () => {
      const result = await draftPolicyAction({ source });
      if (result.ok) router.push(`/admin/routing/${result.data.id}`);
      else toast(words.sentence(result.error));
    });
  return (
    <Button {...look} onClick={draft} disabled={busy} aria-busy={busy}>
      {busy ? common("working") : children}
    </Button>
  );
}
