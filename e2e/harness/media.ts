/**
 * What a page really receives, from the browser's own counters and not from
 * what the interface says about it.
 */
import { type BrowserContext, expect, type Page } from '@playwright/test';

declare global {
  interface Window {
    e2ePeers: RTCPeerConnection[];
  }
}

/** Makes the peer connections of the context's pages readable for the functions here. */
export const watchPeers = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    window.e2ePeers = [];
    const Original = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        window.e2ePeers.push(this);
      }
    };
  });

/** Sums over all streams of a kind that come in. */
export interface Inbound {
  readonly packets: number;
  /** Decoded pictures. */
  readonly frames: number;
  /** Grows with every loud sample (W3C webrtc-stats, totalAudioEnergy). */
  readonly energy: number;
}

/** What has come in until now, over all peer connections that are open. */
export const inbound = (page: Page, kind: 'audio' | 'video'): Promise<Inbound> =>
  page.evaluate(async (wanted) => {
    const open = window.e2ePeers.filter(({ connectionState }) => connectionState !== 'closed');
    const reports = await Promise.all(open.map((peer) => peer.getStats()));
    const streams = reports
      .flatMap((report) => [...report.values()])
      .filter(({ type, kind }) => type === 'inbound-rtp' && kind === wanted);
    const sum = (field: string) => streams.reduce((all, stream) => all + (stream[field] ?? 0), 0);
    return {
      packets: sum('packetsReceived'),
      frames: sum('framesDecoded'),
      energy: sum('totalAudioEnergy'),
    };
  }, kind);

/** Resolves when further pictures arrive and are decoded. */
export async function expectPictures(page: Page): Promise<void> {
  const { frames } = await inbound(page, 'video');
  await expect
    .poll(async () => (await inbound(page, 'video')).frames, { message: 'pictures arrive' })
    .toBeGreaterThan(frames + 5);
}

/** Resolves when further sound arrives that isn't silence. */
export async function expectSound(page: Page): Promise<void> {
  const { packets, energy } = await inbound(page, 'audio');
  await expect
    .poll(
      async () => {
        const now = await inbound(page, 'audio');
        return now.packets > packets + 10 && now.energy > energy;
      },
      { message: 'sound arrives' },
    )
    .toBe(true);
}

/** Resolves when no packet of sound came in for about a second. */
export async function expectNoSound(page: Page): Promise<void> {
  let last = -1;
  await expect
    .poll(
      async () => {
        const { packets } = await inbound(page, 'audio');
        const still = packets === last;
        last = packets;
        return still;
      },
      { message: 'no sound arrives', intervals: [1_000] },
    )
    .toBe(true);
}

/** Resolves when the picture in this video element moves on, also where it is a new one by then. */
export async function expectMoving(
  video: ReturnType<Page['locator']>,
  { timeout = 30_000 } = {},
): Promise<void> {
  let last = Number.POSITIVE_INFINITY;
  await expect
    .poll(
      async () => {
        const now = await video.evaluate(
          (element: HTMLVideoElement) => element.getVideoPlaybackQuality().totalVideoFrames,
        );
        const moved = now > last;
        last = now;
        return moved;
      },
      { message: 'the picture moves', timeout },
    )
    .toBe(true);
}

/** By which way a peer connection sends and receives. */
export interface Route {
  /** `host` and its like go straight; `relay` goes through TURN. */
  readonly local: string;
  /** How the relay is spoken to; absent without one. */
  readonly relayProtocol?: string;
}

/** The ways that are in use now, one for each transport that carries something. */
export const routes = (page: Page): Promise<readonly Route[]> =>
  page.evaluate(async () => {
    const open = window.e2ePeers.filter(({ connectionState }) => connectionState === 'connected');
    const reports = await Promise.all(open.map((peer) => peer.getStats()));
    return reports.flatMap((report) => {
      const all = [...report.values()];
      const chosen = all.flatMap(({ type, selectedCandidatePairId }) =>
        type === 'transport' ? [report.get(selectedCandidatePairId)] : [],
      );
      return chosen.flatMap((pair) => {
        const local = pair && report.get(pair.localCandidateId);
        if (!local) return [];
        const { candidateType, relayProtocol } = local;
        return [{ local: candidateType, ...(relayProtocol ? { relayProtocol } : {}) }];
      });
    });
  });

/** Resolves when both transports of a call go this way. */
export const expectRoutes = (page: Page, route: Route, { timeout = 30_000 } = {}): Promise<void> =>
  expect
    .poll(() => routes(page), { message: 'the way of the media', timeout })
    .toEqual([route, route]);

/** The names of the devices whose tracks are sent, each once. */
export const sentLabels = (page: Page, kind: 'audio' | 'video'): Promise<readonly string[]> =>
  page.evaluate((wanted) => {
    const open = window.e2ePeers.filter(({ connectionState }) => connectionState !== 'closed');
    const tracks = open.flatMap((peer) => peer.getSenders().map(({ track }) => track));
    const live = tracks.filter((track) => track?.kind === wanted && track.readyState === 'live');
    return [...new Set(live.map((track) => track?.label ?? ''))];
  }, kind);
