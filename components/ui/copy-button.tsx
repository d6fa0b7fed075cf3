"use client";
import { Check, Copy, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Button, type ButtonProps } from "./button";
import { copyText } from "./copy-text";

interface CopyButtonProps extends Pick<ButtonProps, "tone" | "size" | "className"> {
  /** What is copied, said in full for screen readers. */
  readonly label: string;
  /** The words on the button; "Copy" when left out. */
  readonly children?: string;
  /** Text, or a way to fetch it on the click. A fetch that throws an `Error` shows its message. */
  readonly text: string | (() => Promise<string>);
}

export function CopyButton({ label, children, text, tone, size = "small", className }: CopyButtonProps) {
  const t = useTranslations("common");
  const [state, setState] = useState<"idle" | "busy" | "copied" | "failed">("idle");

  useEffect(() => {
    if (state !== "copied" && state !== "failed") return;
    const timer = setTimeout(() => setState("idle"), state === "copied" ? 2000 : 6000);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    setState("busy");
    try {
      await copyText(typeof text === "string" ? text : text());
      setState("copied");
    } catch {
      setState("failed");
    }
  }

  const Icon = state === "copied" ? Check : state === "failed" ? TriangleAlert : Copy;
  return (
    <>
      <Button
        tone={tone}
        size={size}
        className={className}
        onClick={copy}
        disabled={state === "busy"}
        aria-label={state === "copied" ? `${t("copied")}: ${label}` : label}
      >
        <Icon aria-hidden />
        {state === "copied" ? t("copied") : (children ?? t("copy"))}
      </Button>
      <span role="status" className={state === "failed" ? "text-small text-rust" : "sr-only"}>
        {state === "copied" ? t("copied") : state === "failed" ? t("copyFailed") : ""}
      </span>
    </>
  );
}
