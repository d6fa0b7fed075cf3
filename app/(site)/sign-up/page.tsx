import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { buttonStyle } from "@/components/ui/button";
import { findInvitation } from "@/lib/auth/invitations";
import { findActor } from "@/lib/auth/session";
import { getSignUpMode } from "@/lib/auth/settings";
import { getTranslator } from "@/lib/i18n/get-translator";
import { SignUpForm } from "../_components/sign-up-form";

export async function generateMetadata(): Promise<Metadata> {
  // The link is a secret: it must not travel in a Referer header.
  return { title: (await getTranslator("signUp"))("metaTitle"), referrer: "no-referrer" };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignUpPage({ searchParams }: Props) {
  const { invitation: token } = await searchParams;
  const [actor, mode, t] = await Promise.all([findActor(), getSignUpMode(), getTranslator("signUp")]);
  if (actor && !token) redirect("/studio");
  if (typeof token !== "string") {
    return mode === "open" ? (
      <Frame title={t("title")}>
        <SignUpForm />
      </Frame>
    ) : (
      <Closed title={t("closedTitle")} body={t("closedBody")} action={t("signIn")} />
    );
  }
  const invitation = await findInvitation(token);
  if (!invitation) {
    return <Closed title={t("badInvitationTitle")} body={t("badInvitationBody")} action={t("signIn")} />;
  }
  const roles = await getTranslator("roles");
  return invitation.isFirstAdmin ? (
    <Frame title={t("titleAdmin")} lead={t("leadAdmin")}>
      <SignUpForm invitation={token} />
    </Frame>
  ) : (
    <Frame title={t("titleInvited")} lead={t("leadInvited", { role: roles(invitation.role) })}>
      <SignUpForm invitation={token} />
    </Frame>
  );
}

function Frame({ title, lead, children }: { title: string; lead?: string; children: React.ReactNode }) {
  return (
    <div className="mx-auto max-w-sm">
      <h1 className="text-title font-semibold">{title}</h1>
      {lead ? <p className="mt-2 text-muted">{lead}</p> : null}
      {children}
    </div>
  );
}

function Closed({ title, body, action }: { title: string; body: string; action: string }) {
  return (
    <Frame title={title} lead={body}>
      <Link href="/sign-in" className={`${buttonStyle({ size: "large" })} mt-6`}>
        {action}
      </Link>
    </Frame>
  );
}
