"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export function NavLink({ href, children }: { href: string; children: ReactNode }) {
  const pathname = usePathname();
  const isHere = pathname === href || pathname.startsWith(`${href}/`);
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
