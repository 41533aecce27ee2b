/**
 * A machine of its own for a browser: a network namespace that reaches the
 * server through one cable (a veth pair), so that the cable can be worn, cut and
 * plugged in elsewhere while everything else on this machine goes on.
 *
 * Addresses are of 198.18.0.0/15, which RFC 2544 keeps for tests.
 */
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchOptions } from '../harness/chromium.ts';
import { createLine, type Line } from './line.ts';

export interface TestHost {
  /** The server's end of the cable: where the browser finds it. */
  readonly serverAddress: string;
  /** Another address of the server's end; there once it is plugged. */
  readonly otherAddress: string;
  plugOther(): void;
  /** For what belongs to it; goes with it. */
  readonly folder: string;
  /** A program that starts Chromium on this host. */
  readonly chromium: string;
  readonly line: Line;
  /** As when one walks out of the Wi-Fi: the old address is gone, a new one is there. */
  changeAddress(): void;
  dispose(): Promise<void>;
}

/** Runs a program that must succeed. @throws Error with what it wrote */
const run = (program: string, args: readonly string[], input?: string): string =>
  execFileSync(program, args, {
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
  });

/** Why no such host can be made on this machine; null: it can. */
export function whyNoHost(): string | null {
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  try {
    run('nft', ['--version']);
  } catch {
    return 'nft is missing: apt-get install nftables iproute2';
  }
  const name = `cvtry${process.pid}`;
  const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));
  try {
    run('ip', ['netns', 'add', name]);
  } catch (error) {
    return `this kernel makes no network namespace (${reason(error)})`;
  }
  try {
    const end = `${name}a`;
    run('ip', ['link', 'add', end, 'type', 'veth', 'peer', 'name', `${name}b`, 'netns', name]);
    createLine((rules) => run('ip', ['netns', 'exec', name, 'nft', '-f', '-'], rules)).wear({
      loss: 1,
      capacity: 1_000,
    });
    return null;
  } catch (error) {
    return `this kernel has no cables (veth) or no firewall (nftables) (${reason(error)})`;
  } finally {
    run('ip', ['netns', 'del', name]);
  }
}

/** So that several test processes, each with several hosts, stay out of each other's way. */
let made = 0;

export async function createHost(): Promise<TestHost> {
  const nr = ((process.pid % 500) * 16 + made++ * 2) % 8000;
  const name = `cv${nr}`;
  const subnet = `198.${18 + (nr >> 12)}.${(nr >> 4) & 255}`;
  const base = (nr & 15) * 16;
  const serverAddress = `${subnet}.${base + 1}`;
  const otherAddress = `${subnet}.${base + 14}`;
  let own = `${subnet}.${base + 2}`;
  const others = [`${subnet}.${base + 3}`, `${subnet}.${base + 4}`];
  const [near, far] = [`${name}a`, `${name}b`];
  const inside = (program: string, args: readonly string[], input?: string) =>
    run('ip', ['netns', 'exec', name, program, ...args], input);

  run('ip', ['netns', 'add', name]);
  try {
    run('ip', ['link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', name]);
    run('ip', ['address', 'add', `${serverAddress}/28`, 'dev', near]);
    run('ip', ['link', 'set', near, 'up']);
    inside('ip', ['link', 'set', 'lo', 'up']);
    inside('ip', ['address', 'add', `${own}/28`, 'dev', far]);
    inside('ip', ['link', 'set', far, 'up']);
  } catch (error) {
    run('ip', ['netns', 'del', name]);
    throw error;
  }
  const folder = await mkdtemp(join(tmpdir(), 'converge-host-'));
  const chromium = join(folder, 'chromium');
  const program = launchOptions().executablePath ?? 'chromium';
  await writeFile(chromium, `#!/bin/sh\nexec ip netns exec ${name} '${program}' "$@"\n`);
  await chmod(chromium, 0o755);

  return {
    serverAddress,
    otherAddress,
    plugOther: () => void run('ip', ['address', 'add', `${otherAddress}/28`, 'dev', near]),
    folder,
    chromium,
    line: createLine((rules) => inside('nft', ['-f', '-'], rules)),
    changeAddress() {
      const fresh = others.shift() ?? own;
      // In this order: with an interface's first address Linux takes away its others.
      inside('ip', ['address', 'del', `${own}/28`, 'dev', far]);
      inside('ip', ['address', 'add', `${fresh}/28`, 'dev', far]);
      others.push(own);
      own = fresh;
    },
    async dispose() {
      // The pair goes with the namespace that one end of it lies in.
      run('ip', ['netns', 'del', name]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
