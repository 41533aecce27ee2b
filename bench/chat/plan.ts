/** What the chat benchmark tells its bots, and what they answer. */

export interface Plan {
  readonly url: string;
  /** Cookie and handshake of each key; sockets share them in turn. */
  readonly keys: readonly { readonly cookie: string; readonly auth: unknown }[];
  readonly roomId: string;
  readonly sockets: number;
  /** Messages a second, by all senders together. */
  readonly rate: number;
  /** How many of the sockets take turns to write. */
  readonly senders: number;
  readonly seconds: number;
  /** Sent and thrown away before the measuring begins. */
  readonly warmUpSeconds: number;
}

export interface Outcome {
  readonly sent: number;
  readonly refused: number;
  /** Messages that reached a socket, over all sockets. */
  readonly delivered: number;
  /** Sockets that saw a message twice or out of order. */
  readonly disordered: number;
  readonly closed: number;
  /** Milliseconds from sending to the acknowledgement. */
  readonly acknowledged: readonly number[];
  /** Milliseconds from sending to arrival, thinned evenly to at most 20,000. */
  readonly arrived: readonly number[];
}
