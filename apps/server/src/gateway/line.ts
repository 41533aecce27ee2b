/** What the gateway needs of an Engine.IO connection, the line below a socket. */
import type { IncomingMessage } from 'node:http';

export interface Line {
  readonly request: IncomingMessage;
  readonly transport: unknown;
  on(event: 'packet' | 'close', listener: () => void): unknown;
  close(discard?: boolean): void;
}

/** The part of `ws` that lies behind Engine.IO's WebSocket transport. */
interface WebSocketLike {
  readonly bufferedAmount: number;
  terminate(): void;
}

/** How much of what was written to this line the other side has not taken. */
export function unsent(line: Pick<Line, 'transport'>): { packets: number; bytes: number } {
  // Packets that wait for the transport; Engine.IO doesn't declare it, but documents its use.
  const waiting = 'writeBuffer' in line && Array.isArray(line.writeBuffer) ? line.writeBuffer : [];
  return { packets: waiting.length, bytes: webSocketOf(line)?.bufferedAmount ?? 0 };
}

/** Ends a line at once: nothing is sent any more, and nobody's goodbye is waited for. */
export function destroy(line: Line): void {
  const webSocket = webSocketOf(line);
  line.close(true);
  webSocket?.terminate();
  line.request.socket.destroy();
}

function webSocketOf(line: Pick<Line, 'transport'>): WebSocketLike | null {
  const { transport } = line;
  if (typeof transport !== 'object' || transport === null || !('socket' in transport)) return null;
  const { socket } = transport;
  return isWebSocket(socket) ? socket : null;
}

function isWebSocket(value: unknown): value is WebSocketLike {
  return typeof value === 'object' && value !== null && 'terminate' in value;
}
