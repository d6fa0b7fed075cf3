import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import GitHubProvider from "next-auth/providers/github";
import GoogleProvider from "next-auth/providers/google";
import { env } from "../env";
import { addressOf } from "./address-of";
import { signIn } from "./sign-in";
import { signInElsewhere } from "./sign-in-elsewhere";

const SESSION_SECONDS = 7 * 86_400;

/** next-auth's configuration: signed cookies that hold only whose session it is; what it may do is read each time. */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().AUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [credentials(), ...elsewhere()],
    callbacks: {
      signIn: async ({ user, account, profile }) => {
        if (!account || account.type === "credentials") return true;
        const signedIn = await signInElsewhere({
          issuer: account.provider,
          subject: account.providerAccountId,
          email: profile?.email ?? user.email ?? null,
          name: user.name ?? null,
        });
        if (typeof signedIn === "string") return `/sign-in?error=${signedIn}`;
        user.id = signedIn.userId;
        user.sessionVersion = signedIn.sessionVersion;
        return true;
      },
      jwt: ({ token, user }) => {
        if (user?.sessionVersion) token.claims = { userId: user.id, sessionVersion: user.sessionVersion };
        return token;
      },
      session: ({ session, token }) => ({
        expires: session.expires,
        ...(session.user ? { user: { name: session.user.name ?? null } } : {}),
        ...(token.claims ? { claims: token.claims } : {}),
      }),
    },
  };
}

function credentials() {
  return CredentialsProvider({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    authorize: async (given, request) => {
      const forwarded: unknown = request.headers?.["x-forwarded-for"];
      const claims = await signIn({
        email: given?.email ?? "",
        password: given?.password ?? "",
        address: addressOf(typeof forwarded === "string" ? forwarded : null),
      });
      return { id: claims.userId, name: claims.name, sessionVersion: claims.sessionVersion };
    },
  });
}

function elsewhere() {
  const { GITHUB_ID, GITHUB_SECRET, GOOGLE_ID, GOOGLE_SECRET } = env();
  const timeout = { httpOptions: { timeout: 5_000 } };
  return [
    ...(GITHUB_ID && GITHUB_SECRET
      ? [GitHubProvider({ clientId: GITHUB_ID, clientSecret: GITHUB_SECRET, ...timeout })]
      : []),
    ...(GOOGLE_ID && GOOGLE_SECRET
      ? [GoogleProvider({ clientId: GOOGLE_ID, clientSecret: GOOGLE_SECRET, ...timeout })]
      : []),
  ];
}
