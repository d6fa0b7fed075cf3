import { findActor } from "@/lib/auth/session";
import { exportMonthCsv } from "@/lib/ledger/export-month-csv";
import { Month } from "@/lib/ledger/month";

/** A month as CSV, streamed. Others than admins find nothing here, as on the page beside it. */
export async function GET(request: Request): Promise<Response> {
  const actor = await findActor();
  const month = Month.safeParse(new URL(request.url).searchParams.get("month"));
  if (actor?.role !== "admin" || !month.success) return new Response(null, { status: 404 });
  const lines = exportMonthCsv(actor, month.data);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="costs-${month.data}.csv"`,
      "cache-control": "no-store",
    },
  });
}
