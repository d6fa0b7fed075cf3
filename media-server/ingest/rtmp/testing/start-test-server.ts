import type { PublishVerdict } from "../../../../lib/wire/publish";
import type { MediaSink, Publisher } from "../../../media";
import { streamSettings } from "../../../testing/stream-settings";
import type { AuthorizeRequest } from "../../publish-gate";
import type { RtmpLimits } from "../limits";
import type { RtmpServer } from "../rtmp-server-options";
import { createRtmpServer } from "../server";
import { RecordingSink } from "./recording-sink";

/** The only key that the default verdict lets in. */
export const GOOD_KEY = "good_key_0123456789abcdef";
export const STREAM_ID = "stream_0001";

export interface TestServer extends AsyncDisposable {
  readonly server: RtmpServer;
  readonly port: number;
  /** One per publisher that was let in, in order. */
  readonly sinks: RecordingSink[];
  readonly publishers: Publisher[];
  readonly asked: AuthorizeRequest[];
  /** Everything logged, as text. */
  readonly logged: string[];
}

export interface TestServerOptions {
  readonly limits?: Partial<RtmpLimits>;
  readonly now?: () => number;
  readonly authorize?: (request: AuthorizeRequest) => Promise<PublishVerdict>;
  readonly openSink?: (publisher: Publisher) => MediaSink | null;
}

export const permit: PublishVerdict = {
  allowed: true,
  streamId: STREAM_ID,
  settings: streamSettings(),
};

/** An ingest on a free port of loopback, with one stream that takes one publisher at a time. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const sinks: RecordingSink[] = [];
  const publishers: Publisher[] = [];
  const asked: AuthorizeRequest[] = [];
  const logged: string[] = [];
  const write = (details: object, message: string) => {
    logged.push(`${message} ${JSON.stringify(details)}`);
  };
  const server = createRtmpServer({
    host: "127.0.0.1",
    port: 0,
    limits: options.limits,
    now: options.now,
    log: { debug: write, info: write, warn: write },
    authorize: async (request) => {
      asked.push(request);
      if (options.authorize) return options.authorize(request);
      return request.streamKey === GOOD_KEY ? permit : { allowed: false, reason: "unknown-key" };
    },
    openSink: (_permit, publisher) => {
      publishers.push(publisher);
      if (options.openSink) return options.openSink(publisher);
      const isBusy = sinks.some((sink) => sink.closeCauses.length === 0);
      if (isBusy) return null;
      const sink = new RecordingSink();
      sinks.push(sink);
      return sink;
    },
  });
  const { port } = await server.listen();
  const stop = () => server.close();
  return { server, port, sinks, publishers, asked, logged, [Symbol.asyncDispose]: stop };
}
