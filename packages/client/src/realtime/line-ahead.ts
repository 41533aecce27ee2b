/**
 * A line that is opened before anybody has come in: somebody looks into the
 * mirror, and a click shouldn't wait for a connection to be made. It is nobody's
 * until `POST /join/:code` names it; then it is the first line of a connection.
 */
import type { LineToken } from '@converge/protocol/ids';
import { lineAhead } from '@converge/protocol/realtime/handshake';
import { PROTOCOL_VERSION } from '@converge/protocol/version';
import * as z from 'zod/mini';
import type { LineListener, OpenLine } from './line.ts';

export interface LineAhead {
  /** Names it to the server; null: it isn't open yet, or not any more. */
  readonly token: LineToken | null;
  /**
   * It is somebody's now: the first line that is wanted is this one, the next
   * ones are opened. Once.
   */
  readonly become: OpenLine;
  /** Ends it where it became nobody's. */
  close(): void;
}

/** Begins to open it. What fails here isn't tried again: the usual line is only slower. */
export function openLineAhead(open: OpenLine): LineAhead {
  let token: LineToken | null = null;
  let gone = false;
  let taken = false;
  let heir: LineListener | null = null;
  /** What came before somebody listened: the welcome is sent before the answer to the request. */
  let early: (readonly [name: string, payload: unknown])[] = [];

  const ended = (tell: (to: LineListener) => void) => {
    gone = true;
    token = null;
    if (heir) tell(heir);
  };
  const line = open(
    { protocol: PROTOCOL_VERSION, ahead: true },
    {
      opened() {},
      event(name, payload) {
        if (heir) return heir.event(name, payload);
        const told = name === lineAhead.name ? z.safeParse(lineAhead.payload, payload) : null;
        if (told?.success) token = told.data.line;
        else early.push([name, payload]);
      },
      refused: (failure) => ended((to) => to.refused(failure)),
      ended: (why) => ended((to) => to.ended(why)),
    },
  );

  return {
    get token() {
      return token;
    },
    become(handshake, listener) {
      if (gone || taken) return open(handshake, listener);
      taken = true;
      let over = false;
      // A line says nothing while it is being opened.
      queueMicrotask(() => {
        if (over) return;
        if (gone) return listener.ended('lost ahead');
        heir = listener;
        listener.opened();
        const due = early;
        early = [];
        for (const [name, payload] of due) if (!over) listener.event(name, payload);
      });
      return {
        send: line.send,
        close() {
          over = true;
          line.close();
        },
      };
    },
    close() {
      if (gone || taken) return;
      gone = true;
      token = null;
      line.close();
    },
  };
}
