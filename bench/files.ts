/**
 * `npm run bench -- files [rounds]`
 *
 * How quickly a file comes up and goes down, in turn with plain `node:http` that
 * writes and reads a file; and how much memory the server takes while twenty
 * upload a gigabyte together, and while one uploads it alone.
 */
import { setInterval } from 'node:timers';
import { type FileSide, floorFiles, productFiles } from './lib/file-sides.ts';
import { residentBytes } from './lib/process.ts';
import { Report } from './lib/report.ts';
import { summarize } from './lib/stats.ts';

const rounds = Number(process.argv[2] ?? 5);
const mebibyte = 1024 * 1024;
const size = 256 * mebibyte;
const together = { people: 20, each: Math.ceil((1024 / 20) * mebibyte) };

const report = new Report('files');
const sides: FileSide[] = [await floorFiles(), await productFiles()];
const speeds = new Map(sides.map((side) => [side, { up: [] as number[], down: [] as number[] }]));

async function megabytesPerSecond(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return size / 1e6 / ((performance.now() - began) / 1000);
}

/** The most that `pid` holds while `run` goes on, beyond what it held before, in MiB. */
async function growth(pid: number, run: () => Promise<unknown>): Promise<number> {
  const before = residentBytes(pid);
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, residentBytes(pid));
  }, 50);
  await run();
  clearInterval(timer);
  return (most - before) / mebibyte;
}

try {
  for (const side of sides) await side.download(await side.upload(size)); // warms caches and JIT
  for (let round = 0; round < rounds; round += 1) {
    for (const side of sides) {
      let file = '';
      const seen = speeds.get(side);
      seen?.up.push(
        await megabytesPerSecond(async () => {
          file = await side.upload(size);
        }),
      );
      seen?.down.push(await megabytesPerSecond(() => side.download(file)));
    }
  }
  const rows = sides.map((side) => {
    const { up = [], down = [] } = speeds.get(side) ?? {};
    return [side.name, summarize(up).p50, summarize(down).p50] as const;
  });
  report.table({
    title: `One file of 256 MiB, median of ${rounds}, in MB/s`,
    columns: ['', 'up', 'down'],
    rows,
  });
  const [floor, product] = rows;
  for (const [what, at] of [
    ['upload', 1],
    ['download', 2],
  ] as const) {
    const ratio = (product?.[at] ?? Number.NaN) / (floor?.[at] ?? Number.NaN);
    report.verdict(`${what} against node:http`, '≥ 0.7', ratio.toFixed(2), ratio >= 0.7);
  }

  const memory: (readonly [string, number, number])[] = [];
  let most = 0;
  for (const side of sides) {
    const alone = await growth(side.pid, () => side.upload(1024 * mebibyte));
    const many = await growth(side.pid, () =>
      Promise.all(Array.from({ length: together.people }, () => side.upload(together.each))),
    );
    memory.push([side.name, alone, many]);
    most = Math.max(alone, many);
  }
  report.table({
    title: 'Memory beyond what was resident before, in MiB, while 1 GiB is uploaded',
    columns: ['', 'by one', 'by twenty'],
    rows: memory,
  });
  report.verdict('memory for 1 GiB', '< 200 MiB', `${most.toFixed(0)} MiB`, most < 200);
  report.note(
    'both write to the disk before they answer; the product hashes and authorises beside.',
  );
  report.save({
    rounds,
    speeds: sides.map((side) => ({ side: side.name, ...speeds.get(side) })),
    memory,
  });
} finally {
  for (const side of sides) await side.stop();
}
