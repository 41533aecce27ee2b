/**
 * From joining a call to leaving it: joins the entrance that gets a seat, the
 * copy of who is inside, and the media session on the seat's transports.
 */
import type { Failure } from '@converge/protocol/errors';
import {
  type Admission,
  callChanged,
  callLevels,
  callOver,
  callReaction,
} from '@converge/protocol/realtime/call';
import type { PayloadOf } from '@converge/protocol/realtime/define';
import { directSignalled } from '@converge/protocol/realtime/direct';
import { lobbyDecided, lobbyTold } from '@converge/protocol/realtime/lobby';
import {
  mediaConsumersClosed,
  mediaConsumersOpened,
  mediaLayersWanted,
  mediaLineThin,
  mediaLost,
  mediaProducerOverruled,
} from '@converge/protocol/realtime/media';
import { callPointed } from '@converge/protocol/realtime/point';
import type { Connection } from '../realtime/connection.ts';
import type { Wakeups } from '../realtime/wakeups.ts';
import type { Emitter } from '../state/emitter.ts';
import type { Scope } from '../state/scope.ts';
import type { Value, WritableValue } from '../state/value.ts';
import { createAdaptation } from './adapt/adaptation.ts';
import { fullSize } from './adapt/machine.ts';
import type { ArrivalWatch } from './arrival.ts';
import { createCallCopy, findParticipant, type Inside } from './call-copy.ts';
import { decided } from './change-log.ts';
import { createDirect } from './direct/direct.ts';
import { createEntrance, type EntranceOptions } from './entrance.ts';
import type { Levels } from './levels.ts';
import type { MediaDevice } from './media-device.ts';
import { createMediaSession, type MediaSession } from './media-session.ts';
import type { PathAhead } from './path-ahead.ts';
import type { QualityMonitor } from './quality/monitor.ts';
import type { RemoteTracks } from './remote-tracks.ts';
import { createRenewal } from './renewal.ts';
import type { CallEvents, CallState, LocalMedia, MediaLine, RelayTrouble } from './types.ts';
import type { ToldView } from './view.ts';

export interface StayOptions
  extends Omit<
    EntranceOptions,
    'pathAhead' | 'onAsking' | 'onAdmitted' | 'onWaiting' | 'onNotYet' | 'onRefused'
  > {
  readonly local: LocalMedia;
  readonly networkChanges: Wakeups;
  readonly state: WritableValue<CallState>;
  readonly line: WritableValue<MediaLine>;
  readonly relayTrouble: WritableValue<RelayTrouble | null>;
  readonly relayOnly: Value<boolean>;
  /** A path that was made before; it ends with the stay, if it isn't taken. */
  readonly path: PathAhead | null;
  readonly thin: WritableValue<boolean>;
  readonly held: WritableValue<boolean>;
  readonly events: Emitter<CallEvents>;
  readonly tracks: RemoteTracks;
  readonly levels: Levels;
  readonly monitor: QualityMonitor;
  readonly arrival: ArrivalWatch;
  readonly view: ToldView;
  readonly saving: Value<boolean>;
  /** Ends it. */
  readonly scope: Scope;
  /** It ended by something else than the person's own leaving. */
  readonly onEnd: (how: CallState & { kind: 'left' | 'failed' }) => void;
}

/** A negotiation that takes longer than this isn't waited for with drawing. */
const SHOW_MS = 500;

export function beginStay(options: StayOptions): void {
  const { connection, roomId, scope, clock, log, state, line, view, levels } = options;
  const copy = createCallCopy();
  // It outlives a session: what the machine bears doesn't change with new transports.
  const adaptation = createAdaptation({ ...options, measures: options.monitor.history });
  /** Other transports were tried for the sake of something that couldn't be sent. */
  let distrusted = false;
  let session: { readonly media: MediaSession; readonly scope: Scope } | null = null;
  /** What came between asking for an admission and its answer. */
  let early: (() => void)[] = [];

  const entrance = createEntrance({
    ...options,
    // It was made without a relay.
    pathAhead: () => (options.relayOnly.get() ? null : (options.path?.token ?? null)),
    onAsking: () => {
      early = [];
    },
    onAdmitted: admitted,
    onWaiting: (message) => state.set({ kind: 'waiting', message }),
    onNotYet: why,
    onRefused: (failure) => options.onEnd({ kind: 'failed', failure }),
  });

  const renewal = createRenewal({ renew: entrance.renewMedia, scope, clock });

  const direct = createDirect({
    ...options,
    inside: copy.value,
    adaptation,
    tiles: view.tiles,
    allowed: options.direct,
    server: () => session?.media.received ?? null,
  });

  listen();
  scope.onClose(options.saving.subscribe(view.again));
  scope.onClose(
    options.networkChanges(() => {
      renewal.hurry();
      networkChanged();
    }),
  );
  scope.onClose(connection.keepWatch());
  scope.onClose(options.relayOnly.subscribe(() => session && entrance.renewMedia()));
  options.ice.keep(scope);
  scope.onClose(adaptation.held.subscribe(() => options.held.set(adaptation.held.get())));
  tellOnce();
  scope.onClose(() => {
    view.pause();
    levels.take([]);
    options.monitor.clear();
    line.set('connecting');
    options.relayTrouble.set(null);
    options.thin.set(false);
    options.held.set(false);
  });
  scope.onClose(
    connection.state.subscribe(() => {
      const line = connection.state.get();
      // What swallowed the line swallows the media's packets, too, though nobody says so yet.
      if (line.kind === 'waiting' && line.silent) networkChanged();
      const [inside, now] = [copy.value.get(), state.get()];
      // The place in the list is kept for a while; asking again takes it.
      if (line.kind !== 'online' && now.kind === 'waiting') entrance.need();
      if (line.kind !== 'online') why(null);
      if (line.kind === 'online' || !inside || now.kind === 'reconnecting') return;
      if (now.kind === 'in') state.set({ ...now, kind: 'reconnecting', failure: null });
      view.pause();
      entrance.need();
    }),
  );
  scope.onClose(() => options.path?.close());
  entrance.need();

  /** Says of somebody who comes back why they aren't in yet. */
  function why(failure: Failure | null): void {
    const now = state.get();
    if (now.kind === 'reconnecting' && now.failure !== failure) state.set({ ...now, failure });
  }

  function networkChanged(): void {
    session?.media.networkChanged();
    direct.networkChanged();
  }

  /** A picture that gets smaller and larger again isn't worth a word each time. */
  function tellOnce(): void {
    const stop = adaptation.size.subscribe(() => {
      if (adaptation.size.get() === fullSize) return;
      stop();
      options.events.emit('pictureSmaller');
    });
    scope.onClose(stop);
  }

  function listen(): void {
    const on: Connection['on'] = (event, listener) => {
      const stop = connection.on(event, listener);
      scope.onClose(stop);
      return stop;
    };
    on(callChanged, (event) => {
      if (event.roomId === roomId) inTurn(() => change(event));
    });
    on(callOver, (event) => {
      if (event.roomId !== roomId) return;
      // Said of the seat that the admission on its way takes the place of.
      if (event.reason === 'replaced' && entrance.asking) return;
      options.onEnd({ kind: 'left', reason: event.reason });
    });
    on(lobbyTold, ({ roomId: where, message }) => {
      if (where === roomId && state.get().kind === 'waiting')
        state.set({ kind: 'waiting', message });
    });
    on(lobbyDecided, (event) => {
      if (event.roomId !== roomId || state.get().kind !== 'waiting') return;
      if (event.decision !== 'admitted') {
        const code = event.decision === 'full' ? 'call_full' : 'not_admitted';
        options.onEnd({ kind: 'failed', failure: { code } });
        return;
      }
      state.set({ kind: 'joining' });
      entrance.need();
    });
    on(callReaction, (event) => {
      if (event.roomId !== roomId) return;
      options.events.emit('reaction', event.participantId, event.reaction);
    });
    on(callPointed, ({ roomId: where, by, participantId, at }) => {
      if (where === roomId) options.events.emit('pointed', by, participantId, at);
    });
    on(callLevels, (event) => {
      if (event.roomId === roomId) levels.take(event.levels);
    });
    on(mediaConsumersOpened, (event) => inTurn(() => session?.media.hear.opened(event)));
    on(mediaConsumersClosed, (event) => inTurn(() => session?.media.hear.closed(event)));
    on(mediaProducerOverruled, (event) =>
      inTurn(() => {
        session?.media.hear.overruled(event);
        const inside = copy.value.get();
        const by = event.by && inside ? findParticipant(inside.call, event.by) : null;
        options.events.emit('overruled', event.source, event.action, by);
      }),
    );
    on(mediaLayersWanted, (event) => inTurn(() => session?.media.hear.layersWanted(event)));
    on(mediaLineThin, (event) => inTurn(() => options.thin.set(event.thin)));
    on(directSignalled, (event) => {
      if (event.roomId === roomId) inTurn(() => direct.hear(event));
    });
    on(mediaLost, () => {
      // An admission on its way already knows of it.
      if (!entrance.asking) entrance.need();
    });
  }

  /** Runs what an event brings now, or after the admission that is on its way. */
  function inTurn(run: () => void): void {
    if (entrance.asking) early.push(run);
    else run();
  }

  function change(event: PayloadOf<typeof callChanged>): void {
    const outcome = copy.apply(event);
    log.debug('call changed', { outcome, seq: event.seq, ...decided(event.change) });
    if (outcome === 'gap') {
      log.warn('a change of the call is missing', { before: event.seq });
      entrance.need();
    }
    const [inside, now] = [copy.value.get(), state.get()];
    if (outcome !== 'applied' || !inside) return;
    if (event.change.type === 'left' || event.change.type === 'snapshot') forgetGone(inside);
    if (now.kind === 'in' || now.kind === 'reconnecting') state.set({ ...now, ...inside });
  }

  function admitted(admission: Admission, device: MediaDevice): void {
    const { call, seq, participantId: self, resumed } = admission;
    copy.take(call, seq, self);
    options.arrival.admitted();
    const me = findParticipant(call, self);
    if (session?.media.continues(admission) && me) session.media.resume(admission, me);
    else begin(admission, device);
    // What the server didn't take isn't wanted any more.
    options.path?.close();
    log.info('admitted', {
      callId: call.id,
      participantId: self,
      resumed,
      people: call.participants.length,
    });
    direct.admitted();
    forgetGone({ call, self });
    const due = early;
    early = [];
    for (const run of due) run();
    void show();
  }

  /** In a long call hundreds come and go; nothing is kept of those who went. */
  function forgetGone({ call }: Inside): void {
    const here = new Set(call.participants.map(({ id }) => id));
    options.tracks.keepOnly(here);
    levels.keepOnly(here);
  }

  /**
   * Says that one is inside. A page then draws the whole call, which on a slow
   * machine takes longer than negotiating it: so that comes first, and is drawn
   * while the first packets are waited for.
   */
  async function show(): Promise<void> {
    const shown = session;
    if (shown && state.get().kind === 'joining') await soon(shown.media.receiving);
    const inside = copy.value.get();
    if (scope.closed || session !== shown || !inside) return;
    // Without a line, the next admission shows it.
    if (connection.state.get().kind !== 'online') return;
    state.set({ kind: 'in', ...inside });
    view.tell();
  }

  /** Waits for it, but not longer than is worth it. */
  function soon(negotiated: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const stop = clock.after(SHOW_MS, resolve);
      scope.onClose(stop);
      void negotiated.finally(() => {
        stop();
        resolve();
      });
    });
  }

  function begin(admission: Admission, device: MediaDevice): void {
    session?.scope.close();
    const within = scope.child();
    const media = createMediaSession({
      ...options,
      admission,
      device,
      adaptation,
      inside: copy.value,
      tiles: view.tiles,
      directUsed: direct.used,
      scope: within,
      onBroken() {
        if (session?.scope !== within || entrance.asking) return;
        log.warn('the media paths are given up');
        renewal.need();
      },
      onUnsendable() {
        // Where others do no better, it is the browser; all the rest goes on.
        if (distrusted || session?.scope !== within || entrance.asking) return;
        distrusted = true;
        log.warn('a source can’t be sent by these media paths');
        renewal.need();
      },
    });
    session = { media, scope: within };
    renewal.begun();
    // Of new paths nothing is known yet.
    options.thin.set(false);
    const follow = () => {
      line.set(media.line.get());
      if (media.line.get() === 'good') {
        options.arrival.connected();
        renewal.stands();
      }
      options.relayTrouble.set(media.relayTrouble.get());
    };
    within.onClose(media.line.subscribe(follow));
    within.onClose(media.relayTrouble.subscribe(follow));
    follow();
  }
}
