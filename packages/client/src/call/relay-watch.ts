/** Sees, for one transport, why the relay is of no help. */
import type { types } from 'mediasoup-client';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import type { Scope } from '../state/scope.ts';
import { createValue, type Value } from '../state/value.ts';
import { type IceServers, relays } from './ice-servers.ts';
import type { RelayTrouble } from './types.ts';

export interface RelayWatchOptions {
  readonly transport: types.Transport;
  readonly ice: IceServers;
  /** Nothing but the relay was allowed when the transport was made. */
  readonly relayOnly: boolean;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Log;
}

/** A relay that takes longer is as good as none; browsers would wait four times as long. */
const SILENCE_MS = 10_000;

/**
 * What stands in the way, until a path stands: with the relay alone as soon as it
 * is known, else when all paths have failed. null: nothing, as far as one knows.
 * With the relay alone a browser without candidates says nothing of its
 * connection, which stays `new`; so what counts is whether it looks for some.
 */
export function watchRelay(options: RelayWatchOptions): Value<RelayTrouble | null> {
  const { transport, ice, relayOnly, scope, clock, log } = options;
  const trouble = createValue<RelayTrouble | null>(null);
  /** What the present search for candidates has met. */
  let met: RelayTrouble | null = null;
  let stopTimer = () => {};

  transport.on('icegatheringstatechange', (state) => {
    if (state !== 'gathering') return judge(state === 'complete');
    met = relayOnly ? missing() : null;
    judge(false);
    stopTimer();
    if (!relayOnly) return;
    stopTimer = clock.after(SILENCE_MS, () => {
      met ??= 'unreachable';
      judge(true);
    });
  });
  transport.on('icecandidateerror', ({ url, errorCode, errorText }) => {
    if (!/^turns?:/.test(url)) return;
    log.info('a relay is of no help', { url, errorCode, errorText });
    // 401 and its like come from the relay itself (RFC 8656, section 20); 701 is the browser's for silence.
    const refused = errorCode >= 400 && errorCode < 500;
    if (refused) ice.refused();
    // One that answers no says more than another one that is silent.
    if (met !== 'refused') met = refused ? 'refused' : 'unreachable';
    judge(transport.iceGatheringState === 'complete');
  });
  transport.on('connectionstatechange', () => judge(transport.iceGatheringState === 'complete'));
  scope.onClose(() => {
    stopTimer();
    trouble.set(null);
  });
  return trouble;

  /** `searched`: no further candidate is to be hoped for. What was told stays until a path stands. */
  function judge(searched: boolean): void {
    const { connectionState: state } = transport;
    if (state === 'connected' || state === 'closed') {
      stopTimer();
      trouble.set(null);
      return;
    }
    const stuck = relayOnly ? searched || met !== 'unreachable' : state === 'failed';
    if (stuck && met !== null) trouble.set(met);
  }

  function missing(): RelayTrouble | null {
    if (relays(ice.known.get())) return null;
    // There is one, but its address couldn't be asked for.
    return ice.kind === 'relay' ? 'unreachable' : 'absent';
  }
}
