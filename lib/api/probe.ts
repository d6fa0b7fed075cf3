/** For load balancers and process managers: yes or no, without a reason. */
export function probe(isGood: boolean): Response {
  return new Response(isGood ? "ok\n" : "not ready\n", {
    status: isGood ? 200 : 503,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}
