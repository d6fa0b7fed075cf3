/** A socket, as far as a room is concerned: one host's or one viewer's. */
export interface RoomLine<Message> {
  /** Of whoever is at the other end; counted in groups (`clientAddress`). */
  readonly address: string;
  send(message: Message): void;
  /** `code` is one of `ROOM_CLOSE`; `reason` a word for programs. */
  close(code: number, reason: string): void;
}
