import type { ParticipantId, ProducerId } from '@converge/protocol/ids';
import type { SentSource, Tile } from '@converge/protocol/realtime/media';
import { describe, expect, test } from 'vitest';
import { layerFor, layersOf, onStage, priorityOf } from './layers.ts';
import type { Stream } from './stream.ts';
import { wishesFor } from './wishes.ts';

const camera = layersOf('camera', [4, 2, 1]);

function stream(owner: string, source: SentSource): Stream {
  const video = source === 'camera' || source === 'screen';
  return {
    id: `${owner} ${source}` as ProducerId,
    owner: owner as ParticipantId,
    source,
    producer: {} as Stream['producer'],
    layers: video ? camera : null,
  };
}
const tile = (owner: string, source: Tile['source'], width: number): Tile => ({
  participantId: owner as ParticipantId,
  source,
  width,
  height: Math.round((width * 9) / 16),
});
const me = 'me' as ParticipantId;
const all = () => true;

describe('layers', () => {
  test.each([
    [160, 0],
    [320, 0],
    [400, 0],
    [420, 1],
    [640, 1],
    [801, 2],
    [3840, 2],
  ])('MEDIA-5 a tile %d wide gets layer %d', (width, layer) => {
    expect(layerFor(camera, { source: 'camera', width, height: (width * 9) / 16 })).toBe(layer);
  });

  test.each([
    [640, 0],
    [960, 0],
    [961, 1],
    [1920, 1],
  ])(
    'MEDIA-11 letters on a tile %d wide get layer %d: they are never stretched',
    (width, layer) => {
      const screen = layersOf('screen', [2, 1]);
      expect(layerFor(screen, { source: 'screen', width, height: (width * 9) / 16 })).toBe(layer);
    },
  );

  test('MEDIA-5 a portrait tile is measured by its height', () => {
    expect(layerFor(camera, { source: 'camera', width: 360, height: 640 })).toBe(2);
  });

  test('MEDIA-5 a stream of one layer is sent in that one, whatever the size', () => {
    const single = layersOf('screen', [undefined]);
    for (const side of [10, 9999]) {
      expect(layerFor(single, { source: 'screen', width: side, height: side })).toBe(0);
    }
  });

  test('MEDIA-5 without the sender’s factors each layer is half the next', () => {
    expect(layersOf('camera', [undefined, undefined]).widths).toEqual([640, 1280]);
    expect(layersOf('camera', [0, -3]).widths).toEqual([640, 1280]);
  });

  test('ADAPT-3 shares come before the stage, that before who speaks, those before others; large before small', () => {
    const [small, large] = [tile('a', 'camera', 100), tile('a', 'camera', 3840)];
    const order = (['other', 'speaker', 'stage', 'share'] as const).flatMap((part) => [
      priorityOf(part, small),
      priorityOf(part, large),
    ]);
    expect(order).toEqual([...new Set(order)].sort((x, y) => x - y));
    expect(Math.min(...order)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...order)).toBeLessThanOrEqual(255);
  });

  test.each([
    ['a grid of equals has no stage', [320, 320, 300], null],
    ['one among small ones stands on it', [320, 960, 320], 1],
    ['who is alone stands on it', [320], 0],
    ['nobody', [], null],
  ])('ADAPT-3 %s', (_what, widths, at) => {
    const faces = widths.map((width, n) => tile(`p${n}`, 'camera', width));
    expect(onStage(faces)).toBe(at === null ? null : faces[at]);
  });
});

describe('what somebody should be sent', () => {
  const streams = [
    stream('me', 'camera'),
    stream('a', 'microphone'),
    stream('a', 'camera'),
    stream('b', 'screen'),
    stream('b', 'screenAudio'),
  ];
  const ids = (wishes: Map<ProducerId, unknown>) => [...wishes.keys()].sort();

  test('MEDIA-5 all audio of others, and the video that is shown', () => {
    expect(ids(wishesFor(me, streams, [tile('a', 'camera', 320)], all))).toEqual([
      'a camera',
      'a microphone',
      'b screenAudio',
    ]);
    expect(ids(wishesFor(me, streams, [], all))).toEqual(['a microphone', 'b screenAudio']);
  });

  test('MEDIA-5 never the own stream, nor one that isn’t there', () => {
    const view = [tile('me', 'camera', 320), tile('nobody', 'camera', 320)];
    expect(ids(wishesFor(me, streams, view, all))).toEqual(['a microphone', 'b screenAudio']);
  });

  test('MEDIA-5 a stream shown twice is sent for the larger tile', () => {
    const view = [tile('a', 'camera', 320), tile('a', 'camera', 1280), tile('a', 'camera', 160)];
    expect(wishesFor(me, streams, view, all).get('a camera' as ProducerId)).toMatchObject({
      layer: 2,
    });
  });

  test('CALL-6 video of those one may not see is not sent, their voice is', () => {
    const view = [tile('a', 'camera', 320), tile('b', 'screen', 320)];
    expect(ids(wishesFor(me, streams, view, (owner) => owner === 'b'))).toEqual([
      'a microphone',
      'b screen',
      'b screenAudio',
    ]);
  });

  test('MEDIA-5 before anything is known of the screen, shares and the first faces are sent', () => {
    const crowd = Array.from({ length: 30 }, (_, i) => stream(`p${i}`, 'camera'));
    const wishes = wishesFor(me, [...crowd, stream('p29', 'screen')], null, all);
    expect(wishes.size).toBe(10);
    expect(wishes.get('p29 screen' as ProducerId)).toMatchObject({ layer: 2 });
    expect(wishes.get('p0 camera' as ProducerId)).toMatchObject({ layer: 0 });
    const pair = wishesFor(me, [stream('a', 'camera')], null, all);
    expect(pair.get('a camera' as ProducerId)).toMatchObject({ layer: 2 });
  });

  test('ADAPT-3 on a narrow line: the share, what stands large, who speaks, the others', () => {
    const faces = ['a', 'b', 'c'].map((owner) => stream(owner, 'camera'));
    const view = [
      tile('a', 'camera', 160),
      tile('b', 'camera', 160),
      tile('c', 'camera', 640),
      tile('a', 'screen', 160),
    ];
    const wishes = wishesFor(
      me,
      [...faces, stream('a', 'screen')],
      view,
      all,
      view[1]?.participantId,
    );
    const priority = (id: string) => {
      const wish = wishes.get(id as ProducerId);
      return wish?.kind === 'video' ? wish.priority : 0;
    };
    const order = ['a screen', 'c camera', 'b camera', 'a camera'].map(priority);
    expect(order).toEqual([...order].sort((x, y) => y - x));
    expect(new Set(order).size).toBe(4);
  });
});
