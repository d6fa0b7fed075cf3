"use client";
import { LogOut, Radio, Settings, UserRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { LateMenu } from "@/components/ui/late-menu";

interface AccountMenuProps {
  readonly name: string;
  readonly email: string;
  readonly handle: string | null;
}

export function AccountMenu({ name, email, handle }: AccountMenuProps) {
  const t = useTranslations("nav");

  async function leave() {
    const { signOut } = await import("next-auth/react");
    await signOut({ callbackUrl: "/" });
  }

  return (
    <LateMenu
      trigger={
        <Button tone="quiet" aria-label={`${t("account")}: ${name}`} className="px-2">
          <UserRound aria-hidden />
          <span className="hidden max-w-40 truncate md:inline">{name}</span>
        </Button>
      }
    >
      {({ MenuItem, MenuSeparator }) => (
        <>
          <div className="max-w-64 px-2 py-1.5">
            <p className="truncate font-medium">{name}</p>
            <p className="truncate text-small text-muted">{email}</p>
          </div>
          <MenuSeparator />
          {handle ? (
            <MenuItem asChild>
              <Link href={`/@${handle}`}>
                <Radio aria-hidden />
                {t("watchPage")}
              </Link>
            </MenuItem>
          ) : null}
          <MenuItem asChild>
            <Link href="/studio/settings">
              <Settings aria-hidden />
              {t("settings")}
            </Link>
          </MenuItem>
          <MenuSeparator />
          <MenuItem onSelect={leave}>
            <LogOut aria-hidden />
            {t("signOut")}
          </MenuItem>
        </>
      )}
    </LateMenu>
  );
}
