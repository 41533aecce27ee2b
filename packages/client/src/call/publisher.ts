/** Sends what the person's devices give and the room allows, each source by itself. */
import type { ProducerId } from '@converge/protocol/ids';
import { can } from '@converge/protocol/permissions';
import type { CallSnapshot, Participant } from '@converge/protocol/realtime/call';
import { capabilityOf, type Source, sources } from '@converge/protocol/realtime/media';
import type { types } from 'mediasoup-client';
import type { Connection } from '../realtime/connection.ts';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import type { Scope } from '../state/scope.ts';
import { derive, type Value } from '../state/value.ts';
import { createAnnouncer } from './announcer.ts';
import { createSender, type ToSend } from './sender.ts';
import type { LocalMedia, LocalSource } from './types.ts';

export interface Publisher {
  overruled(producerId: ProducerId, source: Source, action: 'paused' | 'closed'): void;
  /** The line is back; `self` is how the server shows me. */
  resume(self: Participant): void;
}

export interface PublisherOptions {
  readonly transport: types.Transport;
  readonly local: LocalMedia;
  readonly call: Value<CallSnapshot | null>;
  readonly self: Value<Participant | null>;
  readonly connection: Connection;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Log;
}

export function createPublisher(options: PublisherOptions): Publisher {
  const { transport, local, call, self, connection, scope } = options;
  const announcer = createAnnouncer(transport, connection);

  const allowed = derive(
    [call, self],
    (now, me) =>
      new Set(
        sources.filter((source) => now && me && mayNow(now, me, source)),
      ) as ReadonlySet<Source>,
    sameSet,
  );
  const senders = sources.map((source) =>
    createSender({
      ...options,
      announcer,
      source,
      desired: derive([local[source], allowed], (state, may) =>
        may.has(source) ? toSend(state) : null,
      ),
      onForbidden: () => withdraw(source),
    }),
  );

  // What the room forbids isn't kept open in the hope of being allowed later.
  const withdrawForbidden = () => {
    for (const source of sources) if (!allowed.get().has(source)) withdraw(source);
  };
  scope.onClose(allowed.subscribe(withdrawForbidden));
  withdrawForbidden();

  return {
    overruled(producerId, source, action) {
      senders.find((sender) => sender.source === source)?.overruled(producerId, action);
      withdraw(source);
    },
    resume(me) {
      for (const sender of senders) {
        if (sender.compare(me.media[sender.source])) withdraw(sender.source);
        sender.again();
      }
    },
  };

  /** The person's own switch follows what was decided. */
  function withdraw(source: Source): void {
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
      default:
        source satisfies never;
    }
  }
}

function toSend(state: LocalSource): ToSend {
  switch (state.kind) {
    case 'on':
      return { track: state.track, paused: false };
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

const mayNow = (call: CallSnapshot, me: Participant, source: Source): boolean =>
  can({ spaceRole: me.spaceRole, roomRole: me.role, grants: me.grants }, capabilityOf[source], {
    state: 'active',
    // Who is inside came in already; the capabilities don't ask how.
    access: 'link',
    policy: call.policy,
  });

const sameSet = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean =>
  a.size === b.size && [...a].every((item) => b.has(item));
