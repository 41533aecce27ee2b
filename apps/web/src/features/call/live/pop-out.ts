/**
 * The tile that has a window of its own. It belongs to the call and not to the page: it
 * stays while pages turn and while one walks through others (SPEC LESSON-2).
 */
import type { Call, CallState } from '@converge/client/call/types';
import { createScope } from '@converge/client/state/scope';
import type { CallSession } from '../../../data/call-session.ts';
import type { TileModel } from '../model/tiles.ts';
import { type OpenOwnWindow, type OwnWindow, openOwnWindow } from '../tile/own-window.ts';
import { createPictures, type Pictures } from './pictures.ts';

export interface PopOut {
  /**
   * Shows the tile in a window of its own; where it has one already, takes it back.
   * Resolves with whether it was done; throws what the browser refuses with.
   */
  toggle(tile: TileModel): Promise<boolean>;
}

export interface PopOutOptions {
  readonly call: Pick<Call, 'state' | 'view'>;
  readonly picture: Pictures;
  readonly open?: OpenOwnWindow;
}

const kept = new WeakMap<CallSession, PopOut>();

/** The one of a call. */
export function popOutOf(session: CallSession): PopOut {
  const known = kept.get(session);
  if (known) return known;
  const { call, local } = session;
  const fresh = createPopOut({ call, picture: createPictures(call, local) });
  kept.set(session, fresh);
  return fresh;
}

export function createPopOut({ call, picture, open = openOwnWindow }: PopOutOptions): PopOut {
  let shown: { readonly tile: string; readonly window: OwnWindow } | null = null;
  /** Settles when nothing is being opened or closed. */
  let quiet: Promise<unknown> = Promise.resolve();

  return {
    toggle(tile) {
      // In turn, for what the next one does depends on which window the one before has opened.
      const done = quiet.then(() => change(tile));
      // Who asked hears how it ended.
      quiet = done.catch(() => undefined);
      return done;
    },
  };

  async function change(tile: TileModel): Promise<boolean> {
    const before = shown;
    await before?.window.close();
    if (before?.tile === tile.id) return true;
    const scope = createScope();
    const window = await open(tile, scope.close);
    if (!window) return false;
    shown = { tile: tile.id, window };
    scope.onClose(() => {
      if (shown?.window === window) shown = null;
    });
    const track = picture(tile);
    scope.onClose(track.subscribe(() => window.show(track.get())));
    const look = () => {
      if (isThere(tile, call.state.get())) return;
      window.close().catch((error: unknown) => console.warn('a window did not close', error));
    };
    scope.onClose(call.state.subscribe(look));
    if (!tile.self) {
      // Wanted here whatever the page shows, so it is sent as large as it is here (SPEC MEDIA-5).
      const { participantId, source } = tile;
      const { width, height } = window.size;
      const visible = call.view.show({ participantId, source, width, height });
      window.onResize((size) => visible.resize(size.width, size.height));
      scope.onClose(() => visible.hide());
    }
    look();
    return true;
  }
}

/** Whether the tile is still one: its person is in the call, and its share goes on. */
function isThere({ self, source, participantId }: TileModel, state: CallState): boolean {
  switch (state.kind) {
    case 'idle':
    case 'joining':
      // One sees only oneself.
      return self;
    case 'in':
    case 'reconnecting': {
      const id = self ? state.self : participantId;
      const person = state.call.participants.find((one) => one.id === id);
      return person !== undefined && (source === 'camera' || person.media.screen === 'on');
    }
    default:
      return false;
  }
}
