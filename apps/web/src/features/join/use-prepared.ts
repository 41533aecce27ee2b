import type { LineAhead } from '@converge/client/realtime/line-ahead';
import { DisplayName } from '@converge/protocol/people';
import type { RouterCapabilities } from '@converge/protocol/realtime/media';
import type { JoinCard } from '@converge/protocol/rest/join';
import { type RefObject, useEffect, useRef } from 'react';
import { prepareCall } from '../../data/call-session.ts';
import type { Identity } from '../../data/live-room.ts';
import { prefetchPage } from '../page/prefetch-page.ts';
import { whenIdle } from '../page/when-idle.ts';

/**
 * While somebody still looks into the mirror, everything is fetched and made
 * ready that a click on Join will need; after the page can be used, not before.
 * Answers the line that is open for somebody who has no key yet.
 */
export function usePrepared(
  { media, ice }: Pick<JoinCard, 'media' | 'ice'>,
  identity: Identity | null,
  nextPage: string,
): RefObject<LineAhead | null> {
  const ahead = useRef<LineAhead | null>(null);
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
        ahead.current = line;
        release = line.close;
        return;
      }
      release = holdConnection(who).release;
      const { iceServersOf } = await import('../../data/ice.ts');
      await iceServersOf(who, ice).ready();
    };
    const stop = whenIdle(() => {
      // What fails here is tried again by the click, and shown there.
      prepareCall(JSON.parse(wanted) as RouterCapabilities).catch(() => undefined);
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
      ahead.current = null;
    };
  }, [wanted, ice, account, guestOf, nextPage]);
  return ahead;
}

/** Who clicks at once shouldn't wait for a page that is busy with itself. */
const LATEST_MS = 1_000;
