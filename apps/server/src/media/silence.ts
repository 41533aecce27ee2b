/**
 * Whether somebody's media paths still answer. A browser asks for consent on
 * every path some times a minute (RFC 7675); the worker notices when it stops,
 * also where the client itself says nothing.
 */
import type { WebRtcTransport } from 'mediasoup/types';

/** Tells when one of these paths falls silent, and when all answer again or are closed. */
export function watchSilence(
  transports: readonly WebRtcTransport[],
  tell: (silent: boolean) => void,
): void {
  let silent = false;
  const look = () => {
    const now = transports.some(isSilent);
    if (now === silent) return;
    silent = now;
    tell(silent);
  };
  for (const transport of transports) {
    transport.observer.on('icestatechange', look);
    transport.observer.on('dtlsstatechange', look);
    transport.observer.once('close', look);
  }
}

/** A path that never stood isn't silent: there is nothing to send or receive yet. */
const isSilent = ({ closed, iceState, dtlsState }: WebRtcTransport): boolean =>
  !closed && (iceState === 'disconnected' || dtlsState === 'failed' || dtlsState === 'closed');
