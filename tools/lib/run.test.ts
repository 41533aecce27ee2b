import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { CommandError, mustRun, run } from './run.mjs';

const node = (script: string) => ['-e', script];

test('both outputs come line by line', async () => {
  const script = "console.log('one'); console.error('two'); process.exitCode = 3";
  const { code, output } = await run(process.execPath, node(script), { limitMs: 10_000 });
  expect(code).toBe(3);
  expect(output.sort()).toEqual(['one', 'two']);
});

test('a command that must succeed tells what it said last', async () => {
  const script = "console.error('because'); process.exitCode = 1";
  const failing = mustRun(process.execPath, node(script), { limitMs: 10_000 });
  await expect(failing).rejects.toMatchObject({ tail: ['because'] });
});

test('the time limit ends what the command has started too', async () => {
  const inner = 'console.log(process.pid); setInterval(() => {}, 1e6)';
  const script = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(inner)}], { stdio: 'inherit' })`;
  const lines: string[] = [];
  const running = run(process.execPath, node(script), {
    // Two programs have to start in it, also where many others do something meanwhile.
    limitMs: 6_000,
    onLine: (line) => lines.push(line),
  });
  // It answers when the last process that holds the outputs has ended: the inner one too.
  await expect(running).rejects.toThrow(CommandError);
  expect(lines).toHaveLength(1);
});

test('a command that is not there is an error', async () => {
  await expect(run('no-such-command', [], { limitMs: 1_000 })).rejects.toThrow(CommandError);
});

test.for([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)(
  'told to end by %s, it leaves neither a command nor a folder behind',
  async ([signal, code]) => {
    const here = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);
    // Says who it is, and works on when it is asked to end, for a moment.
    const inner = `
    console.log(process.pid);
    process.on('SIGTERM', () => setTimeout(() => process.exit(), 100));
    setInterval(() => {}, 1e6);`;
    const script = `
    import { run } from ${here('./run.mjs')};
    import { withTemporaryFolder } from ${here('./temporary.mjs')};
    await withTemporaryFolder('converge-run-', async (folder) => {
      console.log(folder);
      await run(process.execPath, ['-e', ${JSON.stringify(inner)}], { limitMs: 60_000, onLine: console.log });
      console.log('goes on');
    });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = once(child, 'exit');
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (lines.length === 2) child.kill(signal);
    }
    expect(await exit).toEqual([code, null]);
    const [folder = '', pid] = lines;
    expect(lines).toHaveLength(2);
    expect(existsSync(folder)).toBe(false);
    expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
  },
);
