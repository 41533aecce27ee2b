import type { PathAhead } from '@converge/client/call/path-ahead';
import type { LineAhead } from '@converge/client/realtime/line-ahead';
import type { JoinCode } from '@converge/protocol/ids';
import { DisplayName } from '@converge/protocol/people';
import type { RouterCapabilities } from '@converge/protocol/realtime/media';
import type { JoinCard } from '@converge/protocol/rest/join';
import { type RefObject, useEffect, useRef } from 'react';
import { loadEngine } from '../../data/call-session.ts';
import { pathBehind } from '../../data/join.ts';
import type { Identity } from '../../data/live-room.ts';
import { prefetchPage } from '../page/prefetch-page.ts';
import { whenIdle } from '../page/when-idle.ts';

/** What stands open for somebody who hasn't come in yet. */
export interface Prepared {
  /** Of somebody who has no key. */
  line: LineAhead | null;
  /** Of somebody who doesn't wait before a lobby, while a call goes on; whoever takes it out closes it. */
  path: PathAhead | null;
}

/**
 * While somebody still looks into the mirror, everything is fetched and made
 * ready that a click on Join will need; after the page can be used, not before.
 */
export function usePrepared(
  code: JoinCode,
  { media, ice, live, waits }: JoinCard,
  identity: Identity | null,
  nextPage: string,
): RefObject<Prepared> {
  const prepared = useRef<Prepared>({ line: null, path: null });
  const wanted = JSON.stringify(media);
  const account = identity?.kind === 'account' ? identity.id : null;
  const guestOf = identity?.kind === 'guest' ? identity.roomId : null;
  useEffect(() => {
    let release = () => {};
    let gone = false;
    const connect = async () => {
      const { holdConnection, openAhead } = await import('../../data/live-room.ts');
      const who: Identity | null =
        account !== null
          ? { kind: 'account', id: account }
          : guestOf !== null
            ? { kind: 'guest', roomId: guestOf }
            : null;
      if (gone) return;
      // Without a key there is nobody yet to connect as.
      if (!who) {
        const line = openAhead();
        prepared.current.line = line;
        release = line.close;
        return;
      }
      release = holdConnection(who).release;
      const { iceServersOf } = await import('../../data/ice.ts');
      await iceServersOf(who, ice).ready();
    };
    const stop = whenIdle(() => {
      // What fails here is tried again by the click, and shown there.
      loadEngine()
        .then((engine) => engine.prepareDevice(JSON.parse(wanted) as RouterCapabilities))
        .catch(() => undefined);
      connect().catch(() => undefined);
      void prefetchPage(nextPage);
      // Stands beside every page of somebody in a call; fetched here, it isn't with the click.
      import('../call/live/call-dock.tsx').catch(() => undefined);
      // The first look at a name is the dearest: its expression knows all of Unicode.
      DisplayName.safeParse('');
    }, LATEST_MS);
    return () => {
      gone = true;
      stop();
      release();
      prepared.current.line = null;
    };
  }, [wanted, ice, account, guestOf, nextPage]);

  const goesOn = live !== null && !waits;
  useEffect(() => {
    if (!goesOn) return;
    let gone = false;
    const stop = whenIdle(() => {
      loadEngine()
        .then((engine) => {
          if (gone) return;
          const media = JSON.parse(wanted) as RouterCapabilities;
          prepared.current.path = engine.preparePath(media, pathBehind(code));
        })
        // What isn't made here is made by the click.
        .catch(() => undefined);
    }, LATEST_MS);
    return () => {
      gone = true;
      stop();
      prepared.current.path?.close();
      prepared.current.path = null;
    };
  }, [code, wanted, goesOn]);
  return prepared;
}

/** Who clicks at once shouldn't wait for a page that is busy with itself. */
const LATEST_MS = 1_000;
