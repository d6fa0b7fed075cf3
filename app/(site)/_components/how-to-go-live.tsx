import Link from "next/link";
import { buttonStyle } from "@/components/ui/button";
import { getSignUpMode } from "@/lib/auth/settings";
import { getTranslator } from "@/lib/i18n/get-translator";

/** Three steps for somebody who has never been on air. */
export async function HowToGoLive({ isSignedIn }: { isSignedIn: boolean }) {
  const [t, nav, mode] = await Promise.all([getTranslator("home"), getTranslator("nav"), getSignUpMode()]);
  const isOpen = mode === "open";
  const steps = [
    { title: t("stepAccount"), body: t(isOpen ? "stepAccountBody" : "stepInvitationBody") },
    { title: t("stepStream"), body: t("stepStreamBody") },
    { title: t("stepEncoder"), body: t("stepEncoderBody") },
  ];
  return (
    <section aria-labelledby="go-live" className="mt-12 border-t pt-8">
      <h2 id="go-live" className="text-lead font-semibold">
        {t("goLiveTitle")}
      </h2>
      <ol className="mt-4 grid gap-6 sm:grid-cols-3 sm:gap-8">
        {steps.map((step, index) => (
          <li key={step.title} className="border-l-2 border-line pl-4 sm:border-l-0 sm:pl-0">
            <p className="figures text-small text-muted">{index + 1}</p>
            <h3 className="font-semibold">{step.title}</h3>
            <p className="mt-1 text-muted">{step.body}</p>
          </li>
        ))}
      </ol>
      {isSignedIn ? null : (
        <div className="mt-8 flex flex-wrap gap-2">
          {isOpen ? (
            <Link href="/sign-up" className={buttonStyle({ tone: "primary", size: "large" })}>
              {nav("signUp")}
            </Link>
          ) : null}
          <Link
            href="/sign-in"
            className={buttonStyle({ tone: isOpen ? "secondary" : "primary", size: "large" })}
          >
            {nav("signIn")}
          </Link>
        </div>
      )}
    </section>
  );
}
