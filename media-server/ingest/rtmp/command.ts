import { type AmfValue, decodeAmf0 } from "./amf0";
import { MessageType, type RtmpMessage } from "./message";
import { RtmpProtocolError } from "./protocol-error";

/** A remote call (RTMP 1.0 §7.2): name, transaction, command object or null, then arguments. */
export interface Command {
  readonly name: string;
  /** 0 wants no answer. */
  readonly transactionId: number;
  readonly object: AmfValue;
  readonly args: readonly AmfValue[];
  readonly messageStreamId: number;
}

/** Throws `RtmpProtocolError` on anything but a named call. */
export function parseCommand(message: RtmpMessage): Command {
  // An AMF3 command is a zero byte and then AMF0, with every encoder in use.
  const body = message.type === MessageType.commandAmf3 ? message.payload.subarray(1) : message.payload;
  const [name, transactionId, object, ...args] = decodeAmf0(body);
  if (typeof name !== "string" || name === "") throw new RtmpProtocolError("bad-command", "no name");
  return {
    name,
    transactionId: typeof transactionId === "number" ? transactionId : 0,
    object,
    args,
    messageStreamId: message.messageStreamId,
  };
}

/** A text field of the command object, or `""`. */
export function objectText(object: AmfValue, key: string): string {
  if (typeof object !== "object" || object === null || !(key in object)) return "";
  // Narrowed above to an object; arrays have no text keys.
  const value = (object as Record<string, AmfValue>)[key];
  return typeof value === "string" ? value : "";
}
