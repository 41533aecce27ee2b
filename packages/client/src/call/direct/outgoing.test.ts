import { expect, test } from 'vitest';
import { silentLog } from '../../state/log.ts';
import { createScope } from '../../state/scope.ts';
import { createValue, when } from '../../state/value.ts';
import { createFakeMedia } from '../../testing/fake-media.ts';
import { participantId } from '../../testing/make.ts';
import { settle } from '../../testing/settle.ts';
import { cameraSizes, fullSize } from '../adapt/machine.ts';
import type { Voice } from '../adapt/voice.ts';
import { createLocalMedia } from '../local-media.ts';
import type { CameraSize } from '../types.ts';
import { createOutgoing } from './outgoing.ts';
import type { Peer } from './peer.ts';
import { places } from './places.ts';

/** A sender as browsers have it: parameters that were read before the last change are refused. */
function createSender() {
  let encoding: RTCRtpEncodingParameters = {};
  let turn = 0;
  const sender = {
    track: null as MediaStreamTrack | null,
    get encoding() {
      return encoding;
    },
    async replaceTrack(track: MediaStreamTrack | null) {
      await Promise.resolve();
      sender.track = track;
    },
    getParameters: () => ({ transactionId: String(turn), encodings: [{ ...encoding }] }),
    async setParameters(next: { transactionId: string; encodings: RTCRtpEncodingParameters[] }) {
      if (next.transactionId !== String(turn))
        throw new DOMException('', 'InvalidModificationError');
      turn++;
      await Promise.resolve();
      encoding = next.encodings[0] ?? {};
    },
  };
  return sender;
}

async function setUp() {
  const scope = createScope();
  const local = createLocalMedia({ port: createFakeMedia() });
  const senders = places.map(createSender);
  const adaptation = {
    size: createValue<CameraSize>(fullSize),
    held: createValue(false),
    voice: createValue<Voice>('usual'),
    coarser: createValue(0),
    shared: createValue<{ screen: number | null; wallScreen: number | null }>({
      screen: null,
      wallScreen: null,
    }),
  };
  // Only what is asked of the connection and of its lines.
  const lines = senders.map((sender) => ({ sender })) as unknown as RTCRtpTransceiver[];
  const peer: Pick<Peer, 'state' | 'lines'> = {
    state: createValue<RTCPeerConnectionState>('connected'),
    lines: createValue(lines),
  };
  const self = participantId(1);
  const outgoing = createOutgoing({
    peer: peer as Peer,
    local,
    self,
    saving: createValue(false),
    adaptation,
    scope,
    log: silentLog,
  });
  local.setMicrophone(true);
  local.setCamera(true);
  for (const source of ['microphone', 'camera'] as const) {
    await when(local[source], ({ kind }) => kind === 'on');
  }
  await settle();
  const [microphone = createSender(), camera = createSender()] = senders;
  const show = (width: number) =>
    outgoing.shown([
      { participantId: self, source: 'camera', width, height: Math.round((width * 9) / 16) },
    ]);
  return { local, adaptation, outgoing, microphone, camera, show };
}

test('ADAPT-11 a picture that the line doesn’t carry isn’t sent directly either, and is again later', async () => {
  const { adaptation, camera, show } = await setUp();
  show(1280);
  await settle();
  expect(camera.encoding).toMatchObject({ active: true, scaleResolutionDownBy: 1 });
  adaptation.held.set(true);
  await settle();
  expect(camera.encoding.active).toBe(false);
  adaptation.held.set(false);
  adaptation.coarser.set(1);
  await settle();
  expect(camera.encoding).toMatchObject({ active: true, scaleResolutionDownBy: 2 });
});

test('ADAPT-11 MEDIA-5 what nobody looks at isn’t sent directly', async () => {
  const { outgoing, camera, show } = await setUp();
  outgoing.shown([]);
  await settle();
  expect(camera.encoding.active).toBe(false);
  show(300);
  await settle();
  expect(camera.encoding).toMatchObject({ active: true, scaleResolutionDownBy: 4 });
});

test('ADAPT-11 the voice is as lean as towards the server', async () => {
  const { adaptation, microphone } = await setUp();
  expect(microphone.encoding.maxBitrate).toBe(32_000);
  adaptation.voice.set('spare');
  adaptation.voice.set('guarded');
  await settle();
  expect(microphone.encoding.maxBitrate).toBe(40_000);
});

test('ADAPT-11 of the smaller picture that a busy machine takes, the sizes stay what they are', async () => {
  const { local, adaptation, camera, show } = await setUp();
  show(1280);
  const smallest = cameraSizes.at(-1) ?? fullSize;
  await local.limitCamera(smallest);
  adaptation.size.set(smallest);
  await settle();
  expect(camera.encoding).toMatchObject({ scaleResolutionDownBy: 1, maxBitrate: 500_000 });
});

test('P2P-7 who mutes while the track is still being taken over is not sent', async () => {
  const { local, microphone } = await setUp();
  local.setMicrophone(false);
  local.setMicrophone(true);
  local.setMicrophone(false);
  await settle();
  await settle();
  expect(microphone.track).toBe(null);
});
