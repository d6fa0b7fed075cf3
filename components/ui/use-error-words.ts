"use client";
import { useTranslations } from "use-intl";

interface ActionFailure {
  readonly code: string;
  readonly fieldErrors?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** Turns the codes of a failed action into sentences in the page's language. */
export function useErrorWords() {
  const errors = useTranslations("errors");
  const fields = useTranslations("fieldErrors");
  return {
    sentence(failure: ActionFailure): string {
      return errors.has(failure.code as never) ? errors(failure.code as never) : errors("unexpected");
    },
    /** The first complaint about one field, or undefined. */
    field(failure: ActionFailure | null, name: string): string | undefined {
      const code = failure?.fieldErrors?.[name]?.[0];
      if (!code) return undefined;
      return fields.has(code as never) ? fields(code as never) : fields("generic");
    },
  };
}
