import type { RouterCapabilities } from '@converge/protocol/realtime/media';
import type { JoinCard } from '@converge/protocol/rest/join';
import { useEffect } from 'react';
import { prepareCall } from '../../data/call-session.ts';
import type { Identity } from '../../data/live-room.ts';
import { prefetchPage } from '../page/prefetch-page.ts';

/**
 * While somebody still looks into the mirror, everything is fetched and made
 * ready that a click on Join will need; after the page can be used, not before.
 */
export function usePrepared(
  { media, ice }: Pick<JoinCard, 'media' | 'ice'>,
  identity: Identity | null,
  nextPage: string,
): void {
  const wanted = JSON.stringify(media);
  const account = identity?.kind === 'account' ? identity.id : null;
  const guestOf = identity?.kind === 'guest' ? identity.roomId : null;
  useEffect(() => {
    let release = () => {};
    let gone = false;
    const connect = async () => {
      const { holdConnection } = await import('../../data/live-room.ts');
      const who: Identity | null =
        account !== null
          ? { kind: 'account', id: account }
          : guestOf !== null
            ? { kind: 'guest', roomId: guestOf }
            : null;
      // Without a key there is nobody yet to connect as.
      if (gone || !who) return;
      release = holdConnection(who).release;
      const { iceServersOf } = await import('../../data/ice.ts');
      await iceServersOf(who, ice).ready();
    };
    const stop = whenIdle(() => {
      // What fails here is tried again by the click, and shown there.
      prepareCall(JSON.parse(wanted) as RouterCapabilities).catch(() => undefined);
      connect().catch(() => undefined);
      void prefetchPage(nextPage);
    });
    return () => {
      gone = true;
      stop();
      release();
    };
  }, [wanted, ice, account, guestOf, nextPage]);
}

function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(run, 200);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run, { timeout: 1_000 });
  return () => cancelIdleCallback(handle);
}
