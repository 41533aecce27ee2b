/**
 * The bots of the chat benchmark, in a process of their own. Reads a `Plan` from
 * standard input, prints `ready`, waits for a line, prints `begin` and `end`
 * around what is measured, and then the `Outcome`.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { RawSocket } from '../lib/raw-socket.ts';
import type { Outcome, Plan } from './plan.ts';

/** The server lets so many handshakes of one address pass in a second (gateway/limits.ts). */
const HANDSHAKES_PER_SECOND = 90;
const DRAIN_LIMIT_MS = 30_000;
const KEPT = 20_000;
const TEXT = 'A sentence of the length that people write in a chat while they listen.';

const lines = createInterface({ input: process.stdin });
const nextLine = async () => String((await once(lines, 'line'))[0]);
const plan = JSON.parse(await nextLine()) as Plan;

const sentAt = new Map<string, number>();
const acknowledged: number[] = [];
const arrived: number[] = [];
let measuring = false;
let measuredSent = 0;
const measuredIds = new Set<string>();
let refused = 0;
let delivered = 0;
let pendingAcks = 0;
let onDelivered = () => {};
const disordered = new Set<number>();

const hundredths = (milliseconds: number) => Math.round(milliseconds * 100) / 100;

/** Reads what follows `key` in JSON text, without parsing all of it. */
function field(json: string, key: string, length: number): string {
  const at = json.indexOf(key);
  return at === -1 ? '' : json.slice(at + key.length, at + key.length + length);
}

function receiver(index: number): (json: string) => void {
  let last = 0;
  return (json) => {
    if (!json.startsWith('["chat.message"')) return;
    const now = performance.now();
    const seq = Number.parseInt(field(json, '"seq":', 12), 10);
    if (last !== 0 && seq !== last + 1) disordered.add(index);
    last = seq;
    const id = field(json, '"clientId":"', 36);
    if (!measuredIds.has(id)) return;
    arrived.push(now - (sentAt.get(id) ?? Number.NaN));
    delivered += 1;
    onDelivered();
  };
}

async function connectAll(): Promise<RawSocket[]> {
  const sockets: RawSocket[] = [];
  const began = performance.now();
  for (let i = 0; i < plan.sockets; i++) {
    const due = began + (i / HANDSHAKES_PER_SECOND) * 1000;
    await sleepUntil(due);
    const key = plan.keys[i % plan.keys.length];
    const socket = await RawSocket.connect({
      url: plan.url,
      headers: key ? { cookie: key.cookie } : {},
      auth: key?.auth,
      onEvent: receiver(i),
    });
    await new Promise<void>((resolve, reject) => {
      socket.request('room.open', { roomId: plan.roomId }, (answer) =>
        answer.startsWith('[{"ok":true') ? resolve() : reject(new Error(answer)),
      );
    });
    sockets.push(socket);
  }
  return sockets;
}

const sleepUntil = (time: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, time - performance.now())));

function send(socket: RawSocket): void {
  const clientId = crypto.randomUUID();
  const counts = measuring;
  if (counts) {
    measuredIds.add(clientId);
    measuredSent += 1;
  }
  const began = performance.now();
  sentAt.set(clientId, began);
  pendingAcks += 1;
  socket.request('chat.send', { roomId: plan.roomId, clientId, text: TEXT }, (answer) => {
    pendingAcks -= 1;
    if (!answer.startsWith('[{"ok":true')) {
      refused += 1;
      process.stderr.write(`${answer}\n`);
    } else if (counts) {
      acknowledged.push(performance.now() - began);
    }
    onDelivered();
  });
}

/** Sends at even distances; who is late catches up, so that the rate is what was asked. */
async function sendFor(sockets: RawSocket[], seconds: number): Promise<void> {
  const began = performance.now();
  const total = Math.round(plan.rate * seconds);
  for (let i = 0; i < total; i++) {
    await sleepUntil(began + (i / plan.rate) * 1000);
    const socket = sockets[i % plan.senders];
    if (socket) send(socket);
  }
}

/** Until each sent message has come to each socket, or nothing more is to be expected. */
async function drained(): Promise<void> {
  const limit = setTimeout(() => onDelivered(), DRAIN_LIMIT_MS);
  const until = performance.now() + DRAIN_LIMIT_MS;
  await new Promise<void>((resolve) => {
    onDelivered = () => {
      const all = (measuredSent - refused) * plan.sockets;
      if ((pendingAcks === 0 && delivered >= all) || performance.now() >= until) resolve();
    };
    onDelivered();
  });
  clearTimeout(limit);
}

lines.on('close', () => process.exit(1)); // nobody is interested any more
const sockets = await connectAll();
console.log('ready');
await nextLine();
await sendFor(sockets, plan.warmUpSeconds);
measuring = true;
console.log('begin');
await sendFor(sockets, plan.seconds);
await drained();
console.log('end');
const thin = Math.max(1, Math.ceil(arrived.length / KEPT));
const outcome: Outcome = {
  sent: measuredSent,
  refused,
  delivered,
  disordered: disordered.size,
  closed: sockets.filter(({ open }) => !open).length,
  acknowledged: acknowledged.map(hundredths),
  arrived: arrived
    .sort((a, b) => a - b)
    .filter((_, i) => i % thin === 0)
    .map(hundredths),
};
// A pipe takes long texts piece by piece: ending at once would cut this one.
process.stdout.write(`${JSON.stringify(outcome)}\n`, () => process.exit(0));
