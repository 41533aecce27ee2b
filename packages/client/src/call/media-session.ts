/**
 * The media of one seat on one pair of transports. It goes on while the line to
 * the server is away; when the transports are gone, a new session takes its place.
 */
import type { Admission, Participant } from '@converge/protocol/realtime/call';
import type { PayloadOf } from '@converge/protocol/realtime/define';
import type {
  mediaConsumersClosed,
  mediaConsumersOpened,
  mediaLayersWanted,
  mediaProducerOverruled,
  Tile,
} from '@converge/protocol/realtime/media';
import type { Connection } from '../realtime/connection.ts';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import type { Scope } from '../state/scope.ts';
import { createValue, type Value } from '../state/value.ts';
import type { Adaptation } from './adapt/adaptation.ts';
import type { Inside } from './call-copy.ts';
import type { IceServers } from './ice-servers.ts';
import type { MediaDevice } from './media-device.ts';
import { watchMissing } from './missing-watch.ts';
import type { PathAhead } from './path-ahead.ts';
import { createPublisher } from './publisher.ts';
import type { Counting, QualityMonitor } from './quality/monitor.ts';
import type { RemoteTracks } from './remote-tracks.ts';
import { createSubscriber } from './subscriber.ts';
import { createTransports } from './transports.ts';
import type { LocalMedia, MediaLine, RelayTrouble } from './types.ts';

export interface MediaSession {
  readonly line: Value<MediaLine>;
  readonly relayTrouble: Value<RelayTrouble | null>;
  /** Settles when all is negotiated that there is to receive at the beginning: now packets may come. */
  readonly receiving: Promise<void>;
  /** Counts what comes from the server. */
  readonly received: Counting;
  /** Whether an admission goes on with this session's transports. */
  continues(admission: Admission): boolean;
  /** The seat was taken again: makes both sides agree. */
  resume(admission: Admission, self: Participant): void;
  /** The network changed. */
  networkChanged(): void;
  /** Hears the server's media events; the call says them while it is admitted. */
  readonly hear: MediaEvents;
}

/** The events of the server that belong to a media session. */
export interface MediaEvents {
  opened(event: PayloadOf<typeof mediaConsumersOpened>): void;
  closed(event: PayloadOf<typeof mediaConsumersClosed>): void;
  overruled(event: PayloadOf<typeof mediaProducerOverruled>): void;
  layersWanted(event: PayloadOf<typeof mediaLayersWanted>): void;
}

export interface MediaSessionOptions {
  readonly admission: Admission;
  readonly device: MediaDevice;
  readonly connection: Connection;
  readonly ice: IceServers;
  readonly relayOnly: Value<boolean>;
  readonly path: PathAhead | null;
  readonly local: LocalMedia;
  readonly inside: Value<Inside | null>;
  readonly tracks: RemoteTracks;
  /** What this device has on the screen. */
  readonly tiles: Value<readonly Tile[] | null>;
  /** Pictures are held back by the server, since the line is too thin for them. */
  readonly thin: Value<boolean>;
  readonly monitor: QualityMonitor;
  /** The direct connection, while it is in use. */
  readonly directUsed: Value<Counting | null>;
  readonly saving: Value<boolean>;
  readonly adaptation: Adaptation;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Log;
  /** The transports can't be mended: new ones are needed. */
  readonly onBroken: () => void;
  /** Something can't be sent by these; others may do better. */
  readonly onUnsendable: () => void;
}

/** A negotiation that takes longer isn't waited for with sending. */
const LATEST_MS = 500;

export function createMediaSession(options: MediaSessionOptions): MediaSession {
  const { admission, scope, clock } = options;
  const transports = createTransports({
    ...options,
    offers: admission.transports,
    onSendRestarted: () => publisher.renegotiated(),
  });
  // What is received first: somebody waits to see it. To negotiate both at once would
  // take a slow machine longer for each, and the first key frame is on its way meanwhile.
  const subscriber = createSubscriber({ ...options, transport: transports.receive });
  const receiving = subscriber.open(admission.consumers);
  const begun = createValue(false);
  const begin = () => begun.set(true);
  scope.onClose(clock.after(LATEST_MS, begin));
  void receiving.finally(begin);
  const publisher = createPublisher({
    ...options,
    begun,
    transport: transports.send,
    measures: options.monitor.history,
  });
  options.monitor.watch({
    transports: [transports.send, transports.receive],
    direct: options.directUsed,
    line: transports.line,
    scope: options.scope,
  });
  watchMissing({
    ...options,
    line: transports.line,
    measures: options.monitor.history,
    ask: subscriber.missing,
    restart: transports.silent,
  });

  return {
    line: transports.line,
    relayTrouble: transports.relayTrouble,
    receiving,
    received: transports.receive,
    continues: (other) => other.resumed && transports.match(other.transports),
    resume(again, self) {
      transports.resume();
      subscriber.resume(again.consumers);
      publisher.resume(self);
    },
    networkChanged: transports.restart,
    hear: {
      opened({ transportId, consumers }) {
        // Sent before these transports took the place of others, and heard after.
        if (transportId === transports.receive.id) void subscriber.open(consumers);
      },
      closed: ({ consumerIds }) => subscriber.close(consumerIds),
      overruled: ({ producerId, source, action }) =>
        publisher.overruled(producerId, source, action),
      layersWanted: ({ producerId, maxSpatial }) => publisher.layersWanted(producerId, maxSpatial),
    },
  };
}
