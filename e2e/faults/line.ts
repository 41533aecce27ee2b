/**
 * What may be wrong with a line, by what a plain kernel has: nftables drops
 * packets by chance, above a rate, by protocol, or all. (`tc netem` is missing on
 * many kernels.) Delay can't be made so; see `slow-path.ts`.
 */
export interface Wear {
  /** Share of packets that get lost, in percent, each way. */
  readonly loss?: number;
  /** What it carries, in kilobits a second, each way. */
  readonly capacity?: number;
  /** Nothing gets through. */
  readonly cut?: boolean;
  /** What a firewall keeps out: everything that doesn't match isn't. */
  readonly blocked?: 'udp';
  /** By UDP nothing gets through but to and from this port. */
  readonly only?: number;
}

/** The one thing that a line lets through: a host, or TCP to a port. */
export type Only = { readonly address: string } | { readonly port: number };

export interface Line {
  /** Replaces all that was wrong before. */
  wear(wear: Wear): void;
  mend(): void;
  /** Lets nothing else through any more, mended or not. */
  confine(only: Only): void;
}

/** @param apply loads a ruleset into the host's own firewall (nft -f) */
export function createLine(apply: (rules: string) => void): Line {
  let only: Only | null = null;
  const wear = (what: Wear) => apply(ruleset(what, only));
  wear({});
  return {
    wear,
    mend: () => wear({}),
    confine(to) {
      only = to;
      wear({});
    },
  };
}

type Hook = 'input' | 'output';

const table = 'table inet line';

/** The whole ruleset: loaded at once, so that there is no moment between two of them. */
function ruleset(wear: Wear, only: Only | null): string {
  const chain = (hook: Hook) => [
    `  chain ${hook} {`,
    `    type filter hook ${hook} priority 0; policy accept;`,
    ...[...(only ? confinement(only, hook) : []), ...rulesOf(wear)].map(
      (rule) => `    ${hook[0]}ifname != "lo" ${rule}`,
    ),
    '  }',
  ];
  return [
    `${table} {}`,
    `delete ${table}`,
    `${table} {`,
    ...chain('input'),
    ...chain('output'),
    '}',
    '',
  ].join('\n');
}

function rulesOf({ loss, capacity, cut, blocked, only }: Wear): string[] {
  if (cut) return ['drop'];
  const rules: string[] = [];
  if (blocked) rules.push(`meta l4proto ${blocked} drop`);
  // Not `dport != … sport != …` in one rule: nft compares both at once, and drops where either differs.
  if (only)
    rules.push(`udp dport ${only} accept`, `udp sport ${only} accept`, 'meta l4proto udp drop');
  if (loss) rules.push(`numgen random mod 1000 < ${Math.round(loss * 10)} drop`);
  if (capacity) {
    // As much waits in a small router's queue as comes in a quarter of a second.
    const bytes = Math.round((capacity * 1000) / 8);
    rules.push(`limit rate over ${bytes} bytes/second burst ${Math.round(bytes / 4)} bytes drop`);
  }
  return rules;
}

/** Drops what isn't to or from there. */
function confinement(only: Only, hook: Hook): string[] {
  const other = hook === 'input' ? 's' : 'd';
  if ('address' in only) return [`ip ${other}addr != ${only.address} drop`];
  return ['meta l4proto != tcp drop', `tcp ${other}port != ${only.port} drop`];
}
