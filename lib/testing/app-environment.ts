import { forgetAllRates } from "../auth/rate-limits";
import { forgetEnvironment } from "../env";
import { forgetProviders } from "../providers/get-provider";

export const TEST_SECRET = "test-secret-of-more-than-32-characters";

/** Sets what the verbs read from the environment, and forgets what they kept of an earlier one. */
export function useEnvironment(values: Readonly<Record<string, string>> = {}): void {
  const wanted = {
    AUTH_SECRET: `auth-${TEST_SECRET}`,
    ENCRYPTION_KEY: `encryption-${TEST_SECRET}`,
    MEDIA_SECRET: TEST_SECRET,
    LOG_LEVEL: "silent",
    PUBLIC_URL: "http://app.test",
    MEDIA_PUBLIC_URL: "http://media.test",
    ...values,
  };
  Object.assign(process.env, wanted);
  forgetEnvironment();
  forgetProviders();
  forgetAllRates();
}
