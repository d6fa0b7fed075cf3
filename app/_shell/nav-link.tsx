"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

interface NavLinkProps {
  readonly href: string;
  /** Whether pages below it are others' business. */
  readonly exact?: boolean;
  readonly children: ReactNode;
}

export function NavLink({ href, exact = false, children }: NavLinkProps) {
  const pathname = usePathname();
  const isHere = pathname === href || (!exact && pathname.startsWith(`${href}/`));
  return (
    <Link
      prefetch={false}
      href={href}
      aria-current={isHere ? "page" : undefined}
      className={cn(
        "flex h-9 items-center rounded px-2 font-medium text-muted hover:bg-sunken hover:text-ink sm:px-3 pointer-coarse:h-11",
        isHere && "text-ink underline decoration-accent decoration-2 underline-offset-8",
      )}
    >
      {children}
    </Link>
  );
}
