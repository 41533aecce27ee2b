/**
 * `npm run bench -- sfu [publishers subscribers packets-per-second seconds]`
 *
 * Bots with the client's own engine over real ICE, DTLS and SRTP: what the media
 * worker forwards and what that costs, and what the Node process beside it takes.
 * In the same run a floor: the same streams to plain receivers.
 */
import { startServer } from '@converge/e2e/harness/server';
import { createAccount } from '@converge/e2e/harness/visitor';
import { measureFloorSfu } from './floors/sfu.ts';
import { measureScene, type Scene } from './lib/call-scene.ts';
import { type Cell, Report } from './lib/report.ts';

const [publishers, subscribers = 0, rate = 25, seconds = 30] = process.argv.slice(2).map(Number);
const scenes: Scene[] = publishers
  ? [{ title: `${publishers} send, ${subscribers} watch`, publishers, subscribers, rate }]
  : [
      { title: '20 in one room, all cameras on', publishers: 20, subscribers: 0, rate: 15 },
      { title: 'a class: 1 sends, 29 watch', publishers: 1, subscribers: 29, rate: 125 },
    ];

const percent = (share: number) => Math.round(share * 1000) / 10;
const report = new Report('sfu');
const server = await startServer({ env: { LOG_LEVEL: 'warn' } });
const rows: Cell[][] = [];
const data: unknown[] = [];
try {
  const owner = await createAccount(server.url, 'Owner');
  for (const scene of scenes) {
    const result = await measureScene(server, owner, scene, seconds);
    const perSecond = result.received / result.seconds;
    const share = result.nodeCpu / result.workerCpu;
    rows.push([
      scene.title,
      result.streams,
      Math.round(perSecond),
      result.lost,
      percent(result.workerCpu),
      (result.workerCpu / perSecond) * 1e6,
      percent(result.nodeCpu),
      percent(share),
      percent(result.botsCpu),
      `${result.workerMiB} + ${result.nodeMiB}`,
    ]);
    // As many video streams at the same rate; the sound is a small part of the packets.
    const streams = result.streams / 2;
    const floor = await measureFloorSfu(streams, scene.rate, 5);
    rows.push([
      '  floor: plain receivers',
      streams,
      Math.round(floor.packetsPerSecond),
      null,
      percent(floor.workerCpu),
      floor.microsecondsPerPacket,
      null,
      null,
      null,
      null,
    ]);
    data.push({ scene, result, floor });
    const all = result.received + result.lost;
    const lost = `${result.lost} of ${all.toLocaleString('en')}`;
    report.verdict(`loss, ${scene.title}`, '0', lost, result.lost === 0);
    if (scene.publishers >= 20) {
      const seen = `${percent(share)} %`;
      report.verdict('Node against the media worker', '≤ 10 %', seen, share <= 0.1);
    }
  }
} finally {
  await server.dispose();
}
report.table({
  title: `Forwarding, ${seconds} s each`,
  columns: [
    '',
    'streams',
    'packets/s',
    'lost',
    'worker CPU %',
    'µs/packet',
    'Node CPU %',
    'Node/worker %',
    'bots CPU %',
    'MiB worker + Node',
  ],
  rows,
});
report.note(
  `cameras send ${scenes.map((scene) => scene.rate).join(' and ')} packets/s of 1,100 bytes: the bots, ` +
    'in JavaScript on the same machine, carry no more. The fewer packets, the larger the share of Node.',
);
report.save(data);
