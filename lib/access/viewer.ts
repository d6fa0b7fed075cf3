import type { Actor } from "../auth/actor";

/** Who wants to watch, with everything they bring. */
export interface Viewer {
  /** Null when nobody is signed in. */
  readonly actor: Actor | null;
  /** What a browser keeps in a cookie, so that one viewer stays one; null when it keeps nothing. */
  readonly browserId: string | null;
  /** The secret of an invitation link to the stream in question, from its cookie. */
  readonly invitation: string | null;
}

export const NOBODY: Viewer = { actor: null, browserId: null, invitation: null };

export const VIEWER_COOKIE = "viewer";
export const invitationCookie = (streamId: string) => `invitation-${streamId}`;

/** What a cookie or a link may hold: anything else is as good as nothing. */
export const BROWSER_ID_PATTERN = /^[A-Za-z0-9]{22}$/;
export const INVITATION_PATTERN = /^[A-Za-z0-9]{32}$/;
