/**
 * The border to mediasoup-client: its device, and its types where they differ
 * from the protocol's. Importing this file loads mediasoup-client, so pages
 * import it dynamically.
 */
import { ConvergeError } from '@converge/protocol/errors';
import {
  type ConsumerOffer,
  RouterCapabilities,
  type TransportOffer,
} from '@converge/protocol/realtime/media';
import type { PathOffer } from '@converge/protocol/rest/join';
import { Device, detectDeviceAsync, type types } from 'mediasoup-client';
import * as z from 'zod/mini';

export type MediaDevice = types.Device;

/** How the browser's WebRTC is driven; found out by itself where nothing is given. */
export type HandlerChoice = Pick<types.DeviceOptions, 'handlerName' | 'handlerFactory'>;

/**
 * Makes the media device ready for what the server can (`JoinCard.media`). Takes
 * a while the first time, so begin it before anybody clicks. Throws
 * `media_unsupported` where the browser has no WebRTC that fits.
 */
export async function loadMediaDevice(
  capabilities: RouterCapabilities,
  choice?: HandlerChoice,
): Promise<MediaDevice> {
  try {
    const device = await Device.factory(choice ?? (await byEngine()));
    await device.load({ routerRtpCapabilities: present<types.RtpCapabilities>(capabilities) });
    return device;
  } catch (error) {
    throw new ConvergeError('media_unsupported', {}, { cause: error });
  }
}

/**
 * Chromium under another name, embedded or headless: mediasoup-client knows it by
 * `navigator.userAgentData`, which pages opened by plain http don't have.
 */
async function byEngine(): Promise<HandlerChoice> {
  if (typeof RTCPeerConnection === 'undefined' || (await detectDeviceAsync())) return {};
  const version = /Chrome\/(\d+)/.exec(navigator.userAgent)?.[1];
  return Number(version) >= 111 ? { handlerName: 'Chrome111' } : {};
}

/** What this device can receive, in the protocol's form. */
export const receivable = (device: MediaDevice): RouterCapabilities =>
  z.parse(RouterCapabilities, device.recvRtpCapabilities);

export const transportOptions = (offer: TransportOffer): types.TransportOptions => present(offer);

/** `streamId`: streams of the same one are played in step by the browser. */
export const consumerOptions = (offer: ConsumerOffer): types.ConsumerOptions => ({
  id: offer.id,
  producerId: offer.producerId,
  kind: offer.kind,
  rtpParameters: present(offer.rtpParameters),
  streamId: `${offer.participantId}-${offer.source.startsWith('screen') ? 'screen' : 'person'}`,
});

/** The stream with which a path is connected ahead; nothing comes by it. */
export const blankOptions = ({ blank }: PathOffer): types.ConsumerOptions => ({
  id: blank.id,
  producerId: blank.producerId,
  kind: 'video',
  rtpParameters: present(blank.rtpParameters),
});

/**
 * The same value with the type that mediasoup-client gives it. The protocol's
 * types allow `undefined` for what is absent, mediasoup-client's don't; in
 * parsed JSON there is no difference. Extension URIs are a closed list there
 * and any text here; unknown ones are passed over by its matching.
 */
function present<T>(parsed: object): T {
  return parsed as T;
}
