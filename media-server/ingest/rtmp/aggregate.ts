import { MessageType, type RtmpMessage } from "./message";
import { RtmpProtocolError } from "./protocol-error";

const TAG_HEADER_BYTES = 11;
const BACK_POINTER_BYTES = 4;

/** The FLV tags inside an aggregate message, their times shifted so that the first has the message's (RTMP 1.0 §7.1.6). */
export function splitAggregate(message: RtmpMessage): RtmpMessage[] {
  const { payload } = message;
  const parts: RtmpMessage[] = [];
  let shift: number | null = null;
  for (let at = 0; at < payload.length; ) {
    const dataAt = at + TAG_HEADER_BYTES;
    if (dataAt > payload.length) throw new RtmpProtocolError("bad-media", "aggregate cut off");
    const end = dataAt + payload.readUIntBE(at + 1, 3);
    if (end > payload.length) throw new RtmpProtocolError("bad-media", "aggregate cut off");
    const type = payload.readUInt8(at);
    const time = payload.readUIntBE(at + 4, 3) + payload.readUInt8(at + 7) * 0x1000000;
    shift ??= message.timestampMs - time;
    if (type !== MessageType.aggregate) {
      parts.push({
        type,
        messageStreamId: message.messageStreamId,
        timestampMs: (time + shift) >>> 0,
        payload: payload.subarray(dataAt, end),
      });
    }
    at = end + BACK_POINTER_BYTES;
  }
  return parts;
}
