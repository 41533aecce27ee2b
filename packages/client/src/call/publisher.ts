/** Sends what the person's devices give and the room allows, each source by itself. */
import type { ProducerId } from '@converge/protocol/ids';
import { can } from '@converge/protocol/permissions';
import type { Participant } from '@converge/protocol/realtime/call';
import {
  capabilityOf,
  type SentSource,
  sentSources,
  sources,
} from '@converge/protocol/realtime/media';
import type { types } from 'mediasoup-client';
import type { Connection } from '../realtime/connection.ts';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import type { Scope } from '../state/scope.ts';
import { derive, type Value } from '../state/value.ts';
import type { Adaptation } from './adapt/adaptation.ts';
import { createAnnouncer } from './announcer.ts';
import { findParticipant, type Inside } from './call-copy.ts';
import { createSender, type Sender, type ToSend } from './sender.ts';
import type { MaxLayer } from './sent-layers.ts';
import type { LocalMedia, LocalSource } from './types.ts';

export interface Publisher {
  overruled(producerId: ProducerId, source: SentSource, action: 'paused' | 'closed'): void;
  layersWanted(producerId: ProducerId, max: MaxLayer): void;
  /** The line is back; `self` is how the server shows me. */
  resume(self: Participant): void;
  /** The transport was negotiated anew, with which browsers put all layers back. */
  renegotiated(): void;
}

export interface PublisherOptions {
  readonly transport: types.Transport;
  readonly local: LocalMedia;
  readonly inside: Value<Inside | null>;
  /** Whether it is time to begin; it stays so. */
  readonly begun: Value<boolean>;
  readonly connection: Connection;
  readonly saving: Value<boolean>;
  readonly adaptation: Adaptation;
  readonly measures: Value<unknown>;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Log;
  /** Something can't be sent by this transport; another may do better. */
  readonly onUnsendable: () => void;
}

export function createPublisher(options: PublisherOptions): Publisher {
  const { transport, local, inside, begun, connection, adaptation, scope } = options;
  const announcer = createAnnouncer(transport, connection);

  const allowed = derive([inside], allowedNow, sameSet);
  const wishOf = (source: SentSource): Value<ToSend> =>
    derive([local[source], allowed, adaptation.held, begun], (state, may, held, now) =>
      now && may?.has(source) ? toSend(state, held && source === 'camera') : null,
    );
  const senders: readonly Sender[] = order.map((source) =>
    createSender({
      ...options,
      announcer,
      source,
      desired: wishOf(source),
      onForbidden: () => withdraw(source),
      onNegotiated() {
        for (const other of senders) if (other.source !== source) other.renegotiated();
      },
    }),
  );

  // A switch that is on and sends nothing would be a lie; what the room forbids
  // isn't kept on in the hope of being allowed later.
  const withdrawForbidden = () => {
    const may = allowed.get();
    for (const source of sentSources) {
      if (may && !may.has(source) && local[source].get().kind === 'on') withdraw(source);
    }
  };
  scope.onClose(allowed.subscribe(withdrawForbidden));
  for (const source of sentSources) scope.onClose(local[source].subscribe(withdrawForbidden));
  withdrawForbidden();

  const renegotiated = () => {
    for (const sender of senders) sender.renegotiated();
  };
  // A source that ends is negotiated as well, and nobody says when.
  scope.onClose(options.measures.subscribe(renegotiated));

  return {
    renegotiated,
    overruled(producerId, source, action) {
      senders.find((sender) => sender.source === source)?.overruled(producerId, action);
      withdraw(source);
    },
    layersWanted(producerId, max) {
      for (const sender of senders) sender.layersWanted(producerId, max);
    },
    resume(me) {
      for (const sender of senders) {
        const { source } = sender;
        // Nobody is told of the wall: it is begun anew, and refused where it isn't wanted.
        if (source === 'wallScreen') sender.compare('off');
        else if (sender.compare(me.media[source])) withdraw(source);
        sender.again();
      }
    },
  };

  /** The person's own switch follows what was decided. */
  function withdraw(source: SentSource): void {
    switch (source) {
      case 'microphone':
        local.setMicrophone(false);
        break;
      case 'camera':
        local.setCamera(false);
        break;
      case 'screen':
      case 'screenAudio':
        local.stopScreen();
        break;
      case 'wallScreen':
        local.stopWallScreen();
        break;
      default:
        source satisfies never;
    }
  }
}

/** One is negotiated after the other; the picture takes longest to arrive, so it goes first. */
const order: readonly SentSource[] = [
  'camera',
  'microphone',
  'screen',
  'screenAudio',
  'wallScreen',
];

/** `held`: the line carries none of it. Others then see that there is no picture, instead of one that stands. */
function toSend(state: LocalSource, held: boolean): ToSend {
  switch (state.kind) {
    case 'on':
      return { track: state.track, paused: held };
    case 'muted':
      return { track: state.track, paused: true };
    case 'off':
    case 'starting':
    case 'failed':
      return null;
    default:
      return state satisfies never;
  }
}

/** What this device may send; null while it isn't among the people inside. */
function allowedNow(inside: Inside | null): ReadonlySet<SentSource> | null {
  const me = inside && findParticipant(inside.call, inside.self);
  if (!inside || !me) return null;
  const actor = { spaceRole: me.spaceRole, roomRole: me.role, grants: me.grants };
  const { policy, wall } = inside.call;
  // Who is inside came in already; the capabilities don't ask how.
  const rules = { state: 'active', access: 'link', door: 'open', policy } as const;
  const allowed = new Set<SentSource>(
    sources.filter((source) => can(actor, capabilityOf[source], rules)),
  );
  if (wall && can(actor, 'wall.show', rules)) allowed.add('wallScreen');
  return allowed;
}

function sameSet<T>(a: ReadonlySet<T> | null, b: ReadonlySet<T> | null): boolean {
  return a === b || (a?.size === b?.size && [...(a ?? [])].every((item) => b?.has(item)));
}
