import { type AmfValue, encodeAmf0 } from "./amf0";
import { MessageType, type RtmpMessage } from "./message";

/** What the peer may send before it waits for our acknowledgement, in bytes. */
export const WINDOW_ACK_BYTES = 2_500_000;
export const OUTGOING_CHUNK_BYTES = 4096;
const DYNAMIC_LIMIT = 2;
const PING_RESPONSE = 7;

function message(type: number, payload: Buffer, messageStreamId = 0): RtmpMessage {
  return { type, messageStreamId, timestampMs: 0, payload };
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value, 0);
  return bytes;
}

/** RTMP 1.0 §5.4.3; counts wrap at 32 bits. */
export function acknowledgement(bytesReceived: number): RtmpMessage {
  return message(MessageType.acknowledgement, uint32(bytesReceived % 0x1_0000_0000));
}

export function windowAckSize(): RtmpMessage {
  return message(MessageType.windowAckSize, uint32(WINDOW_ACK_BYTES));
}

export function setPeerBandwidth(): RtmpMessage {
  return message(
    MessageType.setPeerBandwidth,
    Buffer.concat([uint32(WINDOW_ACK_BYTES), Buffer.of(DYNAMIC_LIMIT)]),
  );
}

export function setChunkSize(bytes: number): RtmpMessage {
  return message(MessageType.setChunkSize, uint32(bytes));
}

/** Echoes the four bytes of the ping's timestamp (§7.1.7). */
export function pingResponse(timestamp: Buffer): RtmpMessage {
  return message(MessageType.userControl, Buffer.concat([Buffer.of(0, PING_RESPONSE), timestamp]));
}

export function result(transactionId: number, ...values: AmfValue[]): RtmpMessage {
  return message(MessageType.command, encodeAmf0("_result", transactionId, ...values));
}

/** AMF0 only, no enhanced codecs: `fourCcList` is absent on purpose. */
export function connectResult(transactionId: number): RtmpMessage {
  return result(
    transactionId,
    { fmsVer: "FMS/3,5,7,7009", capabilities: 31, mode: 1 },
    {
      level: "status",
      code: "NetConnection.Connect.Success",
      description: "Connection succeeded.",
      objectEncoding: 0,
    },
  );
}

export function onStatus(
  messageStreamId: number,
  level: "status" | "error",
  code: string,
  description: string,
): RtmpMessage {
  return message(
    MessageType.command,
    encodeAmf0("onStatus", 0, null, { level, code, description, clientid: String(messageStreamId) }),
    messageStreamId,
  );
}
