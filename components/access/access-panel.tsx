"use client";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Panel } from "@/components/ui/panel";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { GrantView } from "@/lib/access/grants";
import type { StreamView } from "@/lib/streams/stream";
import type { AccessActions } from "./access-actions";
import { GrantList } from "./grant-list";
import { InviteForm } from "./invite-form";
import { LinkDialog } from "./link-dialog";
import { VisibilityChoice } from "./visibility-choice";

interface AccessPanelProps {
  readonly stream: Pick<StreamView, "id" | "visibility">;
  readonly grants: readonly GrantView[];
  readonly actions: AccessActions;
}

/** Who can watch: for everybody, by link, or by invitation; each change holds at once, on air too. */
export function AccessPanel({ stream, grants: initial, actions }: AccessPanelProps) {
  const t = useTranslations("access");
  const [grants, setGrants] = useState(initial);
  return (
    <Panel title={t("panel")}>
      <div className="grid gap-4">
        <VisibilityChoice
          // A change made elsewhere is what stands here too.
          key={stream.visibility}
          streamId={stream.id}
          current={stream.visibility}
          set={actions.setVisibility}
        />
        {stream.visibility === "private" ? (
          <div className="grid gap-4 border-t pt-4">
            <InviteForm streamId={stream.id} invite={actions.inviteAccount} onChanged={setGrants} />
            <GrantList
              streamId={stream.id}
              grants={grants}
              revoke={actions.revokeGrant}
              onChanged={setGrants}
            />
            <div className="flex flex-wrap gap-2">
              <LinkDialog streamId={stream.id} create={actions.createLink} onChanged={setGrants} />
              <TurnOutButton streamId={stream.id} turnOut={actions.turnEverybodyOut} onChanged={setGrants} />
            </div>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}

interface TurnOutButtonProps {
  readonly streamId: string;
  readonly turnOut: AccessActions["turnEverybodyOut"];
  readonly onChanged: (grants: readonly GrantView[]) => void;
}

function TurnOutButton({ streamId, turnOut, onChanged }: TurnOutButtonProps) {
  const t = useTranslations("access");
  const words = useErrorWords();
  return (
    <ConfirmDialog
      trigger={<Button tone="danger-outline">{t("turnOut")}</Button>}
      title={t("turnOutTitle")}
      body={t("turnOutBody")}
      confirm={t("turnOut")}
      onConfirm={async () => {
        const result = await turnOut({ streamId });
        if (!result.ok) return words.sentence(result.error);
        onChanged(result.data.grants);
        toast(t("turnedOut"));
        return null;
      }}
    />
  );
}
