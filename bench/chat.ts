/**
 * `npm run bench -- chat [sockets rate seconds]`
 *
 * N sockets in one room, M messages a second: how long until a message is
 * acknowledged and until it is everywhere, and what each delivery costs the
 * server; in the same run the same bots against a bare Socket.IO broadcast.
 */
import { type ChatSide, floorChat, measureChat, productChat } from './lib/chat-sides.ts';
import { type Cell, Report } from './lib/report.ts';
import { summarize } from './lib/stats.ts';

const [sockets, rate, seconds = 30] = process.argv.slice(2).map(Number);
const scenarios =
  sockets && rate
    ? [{ sockets, rate, seconds }]
    : [
        { sockets: 50, rate: 50, seconds: 20 },
        { sockets: 1000, rate: 10, seconds: 30 },
      ];

const sides = [floorChat, productChat];
const report = new Report('chat');
const data: unknown[] = [];
for (const scenario of scenarios) {
  const rows: Cell[][] = [];
  const costs: number[] = [];
  for (const make of sides) {
    const side: ChatSide = await make();
    try {
      const result = await measureChat(side, scenario);
      const { outcome, cpu, elapsed } = result;
      const ack = summarize(outcome.acknowledged);
      const arrival = summarize(outcome.arrived);
      const lost = (outcome.sent - outcome.refused) * scenario.sockets - outcome.delivered;
      const perDelivery = (cpu.server / outcome.delivered) * 1e6;
      costs.push(perDelivery);
      rows.push([
        side.name,
        ack.p50,
        ack.p95,
        ack.p99,
        arrival.p50,
        arrival.p95,
        arrival.p99,
        lost,
        perDelivery,
        (cpu.server / elapsed) * 100,
        side.storage ? (cpu.storage / elapsed) * 100 : null,
        result.residentMiB,
      ]);
      data.push({
        scenario,
        side: side.name,
        ...result,
        outcome: { ...outcome, acknowledged: ack, arrived: arrival },
      });
      if (side.storage && scenario.sockets >= 1000) {
        const seen = `${arrival.p99.toFixed(0)} ms`;
        report.verdict('delivery p99 to 1,000 sockets', '< 150 ms', seen, arrival.p99 < 150);
      }
      if (lost > 0 || outcome.refused > 0 || outcome.disordered > 0 || outcome.closed > 0) {
        report.note(
          `${side.name}: ${lost} not delivered, ${outcome.refused} refused, ` +
            `${outcome.disordered} sockets out of order, ${outcome.closed} closed`,
        );
      }
    } finally {
      await side.stop();
    }
  }
  report.table({
    title: `Chat: ${scenario.sockets} sockets in one room, ${scenario.rate} messages/s, ${scenario.seconds} s`,
    columns: [
      '',
      'ack p50',
      'p95',
      'p99 ms',
      'delivery p50',
      'p95',
      'p99 ms',
      'lost',
      'CPU µs/delivery',
      'CPU %',
      'PostgreSQL %',
      'MiB',
    ],
    rows,
  });
  const [floor = Number.NaN, product = Number.NaN] = costs;
  const ratio = product / floor;
  report.verdict('CPU per delivery against the floor', '≤ 2', ratio.toFixed(2), ratio <= 2);
}
report.note(
  'CPU is of the server process alone; PostgreSQL beside it; bots in a process of their own.',
);
report.save(data);
