/**
 * A media path that is made before anybody has come in (SPEC MEDIA-15): ICE and
 * DTLS take several round trips, which pass while somebody looks into the mirror.
 * It carries nothing until `call.join` names it; then it is the transport by which
 * that call is received. What fails here is only slower.
 */
import type { PathToken } from '@converge/protocol/ids';
import type {
  DtlsParameters,
  RouterCapabilities,
  TransportOffer,
} from '@converge/protocol/realtime/media';
import type { PathOffer } from '@converge/protocol/rest/join';
import type { types } from 'mediasoup-client';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import { blankOptions, type MediaDevice, receivable, transportOptions } from './media-device.ts';

export interface PathAhead {
  /** Names it to the server; null: it doesn't stand, or not any more. */
  readonly token: PathToken | null;
  /** The transport, where the server's offer is this very one; the caller closes it. Once. */
  take(offer: TransportOffer): types.Transport | null;
  /** Ends it, unless it was taken. */
  close(): void;
}

/** The server's end of it. */
export interface PathServer {
  /** Asks the server for one; null: no call goes on. */
  readonly open: (rtpCapabilities: RouterCapabilities) => Promise<PathOffer | null>;
  readonly connect: (token: PathToken, dtlsParameters: DtlsParameters) => Promise<void>;
}

export interface PathAheadOptions extends PathServer {
  readonly device: Promise<MediaDevice>;
  readonly clock: Clock;
  readonly log: Log;
}

/** The blank stream is cleared away when pictures and sound have come. */
const TIDY_MS = 5_000;

/** Begins to make it. */
export function openPathAhead(options: PathAheadOptions): PathAhead {
  const { clock, log } = options;
  let made: { readonly offer: PathOffer; readonly transport: types.Transport } | null = null;
  let blank: types.Consumer | null = null;
  let over = false;

  make().catch((error: unknown) => {
    log.debug('no media path ahead', { error });
    close();
  });

  return {
    get token() {
      return !over && made?.transport.connectionState === 'connected' ? made.offer.token : null;
    },
    take(offer) {
      if (over || made?.transport.id !== offer.id) return null;
      over = true;
      const { transport } = made;
      transport.removeAllListeners();
      // The server has closed its end; to negotiate that now would hold up the first picture.
      clock.after(TIDY_MS, () => blank?.close());
      log.debug('the media path was made ahead', { state: transport.connectionState });
      return transport;
    },
    close,
  };

  async function make(): Promise<void> {
    const device = await options.device;
    if (over) return;
    const offer = await options.open(receivable(device));
    // Where the page was left meanwhile, the server's end goes by itself.
    if (!offer || over) return;
    const transport = device.createRecvTransport(transportOptions(offer.transport));
    made = { offer, transport };
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      options.connect(offer.token, dtlsParameters).then(done, failed);
    });
    transport.on('connectionstatechange', (state) => {
      if (state === 'disconnected' || state === 'failed') close();
    });
    blank = await transport.consume(blankOptions(offer));
  }

  function close(): void {
    if (over) return;
    over = true;
    made?.transport.close();
  }
}
