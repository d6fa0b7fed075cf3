import { NextResponse } from "next/server";
import { redeemInvitation } from "@/lib/access/redeem-invitation";
import { newInvitationCookie } from "@/lib/access/viewer-cookies";
import { requestAddress } from "@/lib/auth/request-address";
import { ID_PATTERN } from "@/lib/wire/limits";

export const dynamic = "force-dynamic";

/** Takes an invitation link's secret out of the address bar and into a cookie for this stream alone. */
export async function GET(
  request: Request,
  context: { params: Promise<{ streamId: string }> },
): Promise<Response> {
  const { streamId } = await context.params;
  if (!ID_PATTERN.test(streamId)) return new Response(null, { status: 404 });
  const secret = new URL(request.url).searchParams.get("invite") ?? "";
  const redeemed = await redeemInvitation(streamId, secret, await requestAddress());
  const location = `/watch/${streamId}${redeemed.state === "over" ? "?invitation=over" : ""}`;
  const headers = { location, "cache-control": "no-store", "referrer-policy": "no-referrer" };
  const response = new NextResponse(null, { status: 303, headers });
  if (redeemed.state === "good") response.cookies.set(newInvitationCookie(streamId, secret, redeemed.keepMs));
  return response;
}
