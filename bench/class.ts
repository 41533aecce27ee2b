/**
 * `npm run bench -- class [viewers…]`
 *
 * A lesson: a teacher shares a screen of 1080p and speaks to 30, 100 and 200
 * viewers. Two measurements of each, since bots in JavaScript on the same machine
 * carry only so many packets:
 *
 * - The whole product: viewers with the client's own engine over ICE, DTLS and
 *   SRTP, at a rate that they carry. What Node takes, and how soon the share is
 *   there for who comes late.
 * - The media worker at the lesson's full rate, to as many plain receivers, each
 *   with its own SRTP: what forwarding takes, and whether anything is lost in it.
 */
import { startServer, type TestServer } from '@converge/e2e/harness/server';
import {
  createAccount,
  createGuest,
  createRoom,
  type Visitor,
} from '@converge/e2e/harness/visitor';
import type { ClassPlan, LateAnswer, ViewerCounts } from './class/plan.ts';
import { measureFloorSfu } from './floors/sfu.ts';
import { type Child, startChild } from './lib/child.ts';
import { cpuSeconds, descendants } from './lib/process.ts';
import { type Cell, Report } from './lib/report.ts';
import { summarize } from './lib/stats.ts';
import { speech } from './lib/synthetic-track.ts';

/** A page that is scrolled now and then: 1.6 Mbit/s. A still one sends a tenth of it. */
const FULL_RATE = 180;
const PAYLOAD = 1_100;
/** What all bots together carry here, in packets a second. */
const BOTS_CARRY = 5_000;
const BOTS_PER_PROCESS = 25;
const LATE = 20;
const SECONDS = 6;

const percent = (share: number) => Math.round(share * 1000) / 10;
const given = process.argv.slice(2).map(Number);
const classes = given.length > 0 ? given : [30, 100, 200];

interface Lesson {
  readonly rate: number;
  readonly received: number;
  readonly lost: number;
  readonly workerCpu: number;
  readonly nodeCpu: number;
  readonly late: LateAnswer;
}

async function measureLesson(server: TestServer, owner: Visitor, viewers: number): Promise<Lesson> {
  const room = await createRoom(owner, { preset: 'class' });
  const { media: capabilities } = await owner.rest.join.card(room.code);
  const place = { url: server.url, roomId: room.id, capabilities };
  const cookies: string[] = [];
  for (let i = 0; i < viewers; i++) {
    cookies.push((await createGuest(server.url, room.code, `Viewer ${i + 1}`)).cookieHeader);
  }
  const rate = Math.max(5, Math.min(FULL_RATE, Math.floor(BOTS_CARRY / viewers - 50)));
  const screen = { packetsPerSecond: rate, size: PAYLOAD, ticks: Math.round(90_000 / rate) };
  const children: Child[] = [];
  const start = (plan: ClassPlan): Child => {
    const child = startChild('class/bots.ts');
    children.push(child);
    child.tell(JSON.stringify(plan));
    return child;
  };
  try {
    const cookie = owner.cookieHeader;
    const teacher = start({ ...place, kind: 'teacher', cookie, screen, microphone: speech });
    await ready(teacher);
    const rooms: Child[] = [];
    for (let i = 0; i < viewers; i += BOTS_PER_PROCESS) {
      const some = cookies.slice(i, i + BOTS_PER_PROCESS);
      const child = start({ ...place, kind: 'viewers', cookies: some });
      // One process after the other: their handshakes are the machine's load, not the server's.
      await ready(child);
      rooms.push(child);
    }
    const [worker = 0] = descendants(server.pid, 'mediasoup-worke');
    const look = async () => ({
      at: performance.now(),
      ...(await count(rooms)),
      worker: cpuSeconds(worker),
      node: cpuSeconds(server.pid),
    });
    const before = await look();
    await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
    const after = await look();
    const elapsed = (after.at - before.at) / 1000;
    const late = start({ ...place, kind: 'late', cookies: cookies.slice(0, LATE) });
    return {
      rate: rate + speech.packetsPerSecond,
      received: after.received - before.received,
      // Below nothing: what was missing before came after all, and nothing was lost since.
      lost: Math.max(0, after.lost - before.lost),
      workerCpu: (after.worker - before.worker) / elapsed,
      nodeCpu: (after.node - before.node) / elapsed,
      late: JSON.parse(await late.line()) as LateAnswer,
    };
  } finally {
    for (const child of children) await child.stop();
  }
}

async function ready(child: Child): Promise<void> {
  const line = await child.line();
  if (line !== 'ready') throw new Error(`expected "ready", got "${line}"`);
}

async function count(children: readonly Child[]): Promise<ViewerCounts> {
  for (const child of children) child.tell('count');
  const all: ViewerCounts[] = [];
  for (const child of children) all.push(JSON.parse(await child.line()) as ViewerCounts);
  const sum = (field: keyof ViewerCounts) => all.reduce((total, one) => total + one[field], 0);
  return { received: sum('received'), lost: sum('lost') };
}

const report = new Report('class');
const server = await startServer({ env: { LOG_LEVEL: 'warn', RATE_LIMIT_FACTOR: '100' } });
const rows: Cell[][] = [];
const data: unknown[] = [];
try {
  const owner = await createAccount(server.url, 'Owner');
  for (const viewers of classes) {
    const lesson = await measureLesson(server, owner, viewers);
    const full = FULL_RATE + speech.packetsPerSecond;
    const floor = await measureFloorSfu(viewers, full, 4);
    const share = lesson.nodeCpu / floor.workerCpu;
    const late = summarize(lesson.late);
    const missing = Math.max(0, 1 - floor.packetsPerSecond / (full * viewers));
    rows.push([
      viewers,
      lesson.rate,
      lesson.lost,
      percent(lesson.workerCpu),
      percent(lesson.nodeCpu),
      Math.round(late.p50),
      Math.round(late.p95),
      Math.round(floor.packetsPerSecond),
      percent(missing),
      percent(floor.workerCpu),
      percent(share),
    ]);
    data.push({ viewers, lesson, floor });
    const all = lesson.received + lesson.lost;
    const lost = `${lesson.lost} of ${all.toLocaleString('en')}`;
    report.verdict(`loss, ${viewers} viewers`, '0', lost, lesson.lost === 0);
    const p95 = `${Math.round(late.p95)} ms`;
    report.verdict(`first picture, ${viewers} viewers, p95`, '< 700 ms', p95, late.p95 < 700);
    const seen = `${percent(share)} %`;
    report.verdict(`Node against the worker, ${viewers} viewers`, '< 15 %', seen, share < 0.15);
  }
} finally {
  await server.dispose();
}
report.table({
  title: 'A lesson: one share and one voice to all',
  columns: [
    'viewers',
    'packets/s each',
    'lost',
    'worker CPU %',
    'Node CPU %',
    'late p50 ms',
    'late p95 ms',
    'full: packets/s',
    'full: missing %',
    'full: worker CPU %',
    'Node/full worker %',
  ],
  rows,
});
report.note(
  'the bots run in JavaScript on the same machine, and carry about 5,000 packets a second: so the ' +
    'share is slower for more of them. "full" is the worker alone, at the rate of a lesson, with plain ' +
    'receivers; "late" ends with the first packet of a whole picture, before it is decoded.',
);
report.save(data);
