import type { Metadata } from "next";
import { pageUser } from "@/app/_shell/page-actor";
import { Panel } from "@/components/ui/panel";
import { TOKEN_SCOPES } from "@/lib/auth/actor";
import { getBio } from "@/lib/auth/get-bio";
import { listTokens } from "@/lib/auth/tokens";
import { getEmbedOrigins } from "@/lib/embed/get-embed-origins";
import { getLocale, getTranslator } from "@/lib/i18n/get-translator";
import { AppearanceForm } from "./_components/appearance-form";
import { EmbedForm } from "./_components/embed-form";
import { NewTokenDialog } from "./_components/new-token-dialog";
import { PasswordForm } from "./_components/password-form";
import { ProfileForm } from "./_components/profile-form";
import { TokenList } from "./_components/token-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("settings"))("metaTitle") };
}

export default async function SettingsPage() {
  const actor = await pageUser("/studio/settings");
  const isCreator = actor.role !== "viewer";
  const [t, embed, locale, tokens, bio, embedding] = await Promise.all([
    getTranslator("settings"),
    getTranslator("embed"),
    getLocale(),
    isCreator ? listTokens(actor) : [],
    getBio(actor),
    actor.channel && getEmbedOrigins(actor.channel.id),
  ]);
  return (
    <div className="mx-auto grid max-w-2xl gap-4 px-4 py-6">
      <h1 className="text-title font-semibold">{t("title")}</h1>
      <Panel title={t("profile")}>
        <p className="mb-4 text-muted">{t("profileLead")}</p>
        <ProfileForm name={actor.name} handle={actor.channel?.handle ?? null} bio={bio} />
      </Panel>
      <Panel title={t("password")}>
        <p className="mb-4 text-muted">{actor.hasPassword ? t("passwordLead") : t("passwordNone")}</p>
        <PasswordForm email={actor.email} hasPassword={actor.hasPassword} />
      </Panel>
      {embedding ? (
        <Panel title={embed("title")}>
          <p className="mb-4 text-muted">{embed("lead")}</p>
          <EmbedForm anywhere={embedding.anywhere} origins={embedding.origins} />
        </Panel>
      ) : null}
      {isCreator ? (
        <Panel title={t("tokens")} aside={<NewTokenDialog scopes={TOKEN_SCOPES} />}>
          <p className="text-muted">{t("tokensLead")}</p>
          <TokenList tokens={tokens} />
        </Panel>
      ) : null}
      <Panel title={t("appearance")}>
        <p className="mb-4 text-muted">{t("appearanceLead")}</p>
        <AppearanceForm locale={locale} />
      </Panel>
    </div>
  );
}
