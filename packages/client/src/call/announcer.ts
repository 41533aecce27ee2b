/**
 * Tells the server of new producers. mediasoup-client holds up its whole queue
 * until it knows a producer's id, so it gets one of ours at once; the server's
 * own is waited for by the sender alone. Thus microphone and camera are
 * negotiated while the first answer is still on its way.
 */
import type { ProducerId, TransportId } from '@converge/protocol/ids';
import { mediaProduce, RtpParameters, SentSource } from '@converge/protocol/realtime/media';
import type { types } from 'mediasoup-client';
import * as z from 'zod/mini';
import type { Connection } from '../realtime/connection.ts';

export interface Announcer {
  /** The server's answer to a producer that `transport.produce` has given. Once. */
  serverId(producer: types.Producer): Promise<ProducerId>;
}

/** What `produce` must be given as `appData`. */
export interface ProducerData {
  readonly source: SentSource;
  readonly paused: boolean;
  readonly [key: string]: unknown;
}

const ProducerData = z.object({ source: SentSource, paused: z.boolean() });

export function createAnnouncer(transport: types.Transport, connection: Connection): Announcer {
  const answers = new Map<string, Promise<ProducerId>>();
  let count = 0;
  transport.on('produce', ({ kind, rtpParameters, appData }, done) => {
    const provisional = `producer-${++count}`;
    const answer = announce(kind, rtpParameters, appData);
    // Whoever asks for the id hears of a refusal; until then it isn't "unhandled".
    answer.catch(() => {});
    answers.set(provisional, answer);
    done({ id: provisional });
  });
  return {
    serverId(producer) {
      const answer = answers.get(producer.id);
      answers.delete(producer.id);
      return answer ?? Promise.reject(new Error('a producer of another transport'));
    },
  };

  async function announce(
    kind: types.MediaKind,
    rtpParameters: types.RtpParameters,
    appData: types.AppData,
  ): Promise<ProducerId> {
    const { source, paused } = z.parse(ProducerData, appData);
    const { producerId } = await connection.request(
      mediaProduce,
      {
        transportId: transport.id as TransportId,
        source,
        kind,
        rtpParameters: z.parse(RtpParameters, rtpParameters),
        paused,
      },
      { offline: 'fail' },
    );
    return producerId;
  }
}
