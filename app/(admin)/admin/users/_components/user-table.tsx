"use client";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { sentenceCase } from "@/components/ui/sentence-case";
import { Table, Td, Th } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { UserView } from "@/lib/auth/users";
import type { Role, Tier } from "@/lib/db/schema";
import { setRoleAction, setTierAction } from "../actions";
import { ChoiceCell } from "./choice-cell";
import { SuspendCell } from "./suspend-cell";

interface UserTableProps {
  readonly users: readonly UserView[];
  /** Nobody suspends themselves. */
  readonly myId: string;
  readonly roles: readonly Role[];
  readonly tiers: readonly Tier[];
}

export function UserTable({ users, myId, roles, tiers }: UserTableProps) {
  const t = useTranslations("admin");
  const roleNames = useTranslations("roles");
  const tierNames = useTranslations("tiers");
  const common = useTranslations("common");
  return (
    <Table label={t("title")} className="max-md:block">
      <thead className="max-md:hidden">
        <tr>
          <Th>{t("columnUser")}</Th>
          <Th>{t("columnRole")}</Th>
          <Th>{t("columnTier")}</Th>
          <Th>{t("columnStatus")}</Th>
          <Th>{t("columnJoined")}</Th>
          <Th>
            <span className="sr-only">{t("columnActions")}</span>
          </Th>
        </tr>
      </thead>
      <tbody className="max-md:block [&>tr:last-child>td]:border-b-0">
        {users.map((user) => (
          <tr
            key={user.id}
            className="max-md:grid max-md:grid-cols-2 max-md:items-center max-md:gap-x-3 max-md:gap-y-2 max-md:border-b max-md:p-4 max-md:last:border-b-0 max-md:[&>td]:h-auto max-md:[&>td]:border-b-0 max-md:[&>td]:p-0"
          >
            <Td className="md:min-w-52 max-md:col-span-2">
              <span className="block font-medium">
                {user.name}
                {user.id === myId ? <span className="text-muted"> ({common("you")})</span> : null}
              </span>
              <span className="block text-small text-muted">
                {user.email}
                {user.handle ? ` · @${user.handle}` : ""}
              </span>
            </Td>
            <Td className="md:w-44">
              <ChoiceCell
                label={t("roleOf", { name: user.name })}
                value={user.role}
                options={roles.map((role) => ({ value: role, label: sentenceCase(roleNames(role)) }))}
                save={(role) => setRoleAction({ userId: user.id, role })}
                done={(role) => t("roleChanged", { name: user.name, role: roleNames(role) })}
              />
            </Td>
            <Td className="md:w-36">
              <ChoiceCell
                label={t("tierOf", { name: user.name })}
                value={user.tier}
                options={tiers.map((tier) => ({ value: tier, label: tierNames(tier) }))}
                save={(tier) => setTierAction({ userId: user.id, tier })}
                done={(tier) => t("tierChanged", { name: user.name, tier: tierNames(tier) })}
              />
            </Td>
            <Td>
              {user.suspendedAt === null ? (
                <span className="text-muted">{t("active")}</span>
              ) : (
                <Badge tone="rust">{t("suspended")}</Badge>
              )}
            </Td>
            <Td className="whitespace-nowrap text-muted max-md:hidden">
              <Time at={user.createdAt} />
            </Td>
            <Td className="text-right">{user.id === myId ? null : <SuspendCell user={user} />}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
