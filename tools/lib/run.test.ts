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
    limitMs: 1_500,
    onLine: (line) => lines.push(line),
  });
  // It answers when the last process that holds the outputs has ended: the inner one too.
  await expect(running).rejects.toThrow(CommandError);
  expect(lines).toHaveLength(1);
});

test('a command that is not there is an error', async () => {
  await expect(run('no-such-command', [], { limitMs: 1_000 })).rejects.toThrow(CommandError);
});
