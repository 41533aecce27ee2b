/** The UDP of this process, as one that can be cut: what is sent is lost, and nothing arrives. */
import { Socket } from 'node:dgram';

let cut = false;
const { send, emit } = Socket.prototype;

Socket.prototype.send = function (this: Socket, ...args: unknown[]) {
  if (!cut) Reflect.apply(send, this, args);
} as typeof send;

Socket.prototype.emit = function (this: Socket, ...args: unknown[]) {
  return cut && args[0] === 'message' ? true : Reflect.apply(emit, this, args);
} as typeof emit;

/** For so many milliseconds; a further cut makes it longer. */
export function cutUdp(ms: number): void {
  cut = true;
  clearTimeout(mending);
  mending = setTimeout(mendUdp, ms);
}

export function mendUdp(): void {
  cut = false;
  clearTimeout(mending);
}

let mending: NodeJS.Timeout | undefined;
