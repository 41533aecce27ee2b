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
}

export interface Line {
  /** Replaces all that was wrong before. */
  wear(wear: Wear): void;
  mend(): void;
}

/** @param apply loads a ruleset into the host's own firewall (nft -f) */
export function createLine(apply: (rules: string) => void): Line {
  const wear = (what: Wear) => apply(ruleset(what));
  wear({});
  return { wear, mend: () => wear({}) };
}

const table = 'table inet line';

/** The whole ruleset: loaded at once, so that there is no moment between two of them. */
function ruleset(wear: Wear): string {
  const rules = rulesOf(wear).map((rule) => `    oifname != "lo" ${rule}`);
  const chain = (hook: 'input' | 'output') => [
    `  chain ${hook} {`,
    `    type filter hook ${hook} priority 0; policy accept;`,
    ...rules.map((rule) => (hook === 'input' ? rule.replace('oifname', 'iifname') : rule)),
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

function rulesOf({ loss, capacity, cut, blocked }: Wear): string[] {
  if (cut) return ['drop'];
  const rules: string[] = [];
  if (blocked) rules.push(`meta l4proto ${blocked} drop`);
  if (loss) rules.push(`numgen random mod 1000 < ${Math.round(loss * 10)} drop`);
  if (capacity) {
    // As much waits in a small router's queue as comes in a quarter of a second.
    const bytes = Math.round((capacity * 1000) / 8);
    rules.push(`limit rate over ${bytes} bytes/second burst ${Math.round(bytes / 4)} bytes drop`);
  }
  return rules;
}
