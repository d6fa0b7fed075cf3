import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export interface SignedRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}
type Refusal = { readonly name: string; readonly message: string };

const SCHEME =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;
const MAX_SKEW_MS = 5 * 60_000;

/** Checks a request as the service does (AWS Signature Version 4). Null when it is genuine. */
export function verifySignature(
  request: SignedRequest,
  credentials: Credentials,
  region: string,
  now: number,
): Refusal | null {
  const header = (name: string) => String(request.headers[name] ?? "");
  const parts = SCHEME.exec(header("authorization"));
  if (!parts) return { name: "MissingAuthenticationTokenException", message: "Missing Authentication Token" };
  const [, keyId = "", day = "", scopeRegion = "", service = "", signed = "", signature = ""] = parts;
  if (keyId !== credentials.accessKeyId)
    return { name: "UnrecognizedClientException", message: "The security token is invalid." };
  if (scopeRegion !== region || service !== "ivs")
    return { name: "InvalidSignatureException", message: "Credential should be scoped to a valid region." };
  const date = header("x-amz-date");
  const at = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  if (!(Math.abs(now - at) <= MAX_SKEW_MS))
    return {
      name: "InvalidSignatureException",
      message: `Signature ${at < now ? "expired" : "not yet current"}: ${date}`,
    };
  const url = new URL(request.url, "http://emulator");
  const canonical = [
    request.method,
    url.pathname
      .split("/")
      .map((part) => encodeURIComponent(part))
      .join("/"),
    [...url.searchParams]
      .map((pair) => pair.map(encodeURIComponent).join("="))
      .sort()
      .join("&"),
    ...signed.split(";").map((name) => `${name}:${header(name).trim().replace(/ +/g, " ")}`),
    "",
    signed,
    createHash("sha256").update(request.body).digest("hex"),
  ].join("\n");
  const scope = `${day}/${scopeRegion}/${service}/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", date, scope, createHash("sha256").update(canonical).digest("hex")];
  const key = [day, scopeRegion, service, "aws4_request"].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${credentials.secretAccessKey}`,
  );
  const isGenuine = timingSafeEqual(hmac(key, text.join("\n")), Buffer.from(signature, "hex"));
  return isGenuine ? null : { name: "InvalidSignatureException", message: "The signature does not match." };
}

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
