import type { MetadataRoute } from "next";

/** What isn't for everybody says so itself; these are of no use to a search engine. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", allow: "/", disallow: ["/api/", "/studio", "/admin", "/search"] } };
}
