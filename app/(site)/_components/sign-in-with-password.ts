/** What came of it: a key of the `signIn` catalogue, or `done`. */
export type SignInOutcome = "done" | "failed" | "tooMany" | "suspended" | "unreachable";

/** Loads the sign-in code only when somebody signs in. */
export async function signInWithPassword(email: string, password: string): Promise<SignInOutcome> {
  try {
    const { signIn } = await import("next-auth/react");
    const answer = await signIn("credentials", { email, password, redirect: false });
    if (!answer) return "unreachable";
    if (answer.ok && !answer.error) return "done";
    if (answer.status === 429 || answer.error === "rate-limited") return "tooMany";
    return answer.error === "suspended" ? "suspended" : "failed";
  } catch {
    return "unreachable";
  }
}
