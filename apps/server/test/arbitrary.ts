/**
 * Hostile input that knows its target: values made after a JSON schema, in which
 * any part may be replaced by something that doesn't belong there. Pure noise
 * is refused by the first check; this gets further in.
 */
import { fc } from '@converge/protocol/testing/random';
import type { Arbitrary } from 'fast-check';

/** As much of JSON Schema as zod and the OpenAPI description use. */
export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** What breaks programs now and then, wherever it stands. */
const nasty = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1,
  -0,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  0.5,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e',
  '__proto__',
  'constructor',
  '%00',
  '../../../etc/passwd',
  "'; drop table rooms; --",
  '{{7*7}}',
  '<script>alert(1)</script>',
  'x'.repeat(5_000),
  [],
  {},
  [[[[[[[[]]]]]]]],
  { constructor: { prototype: { polluted: true } } },
  JSON.parse('{"__proto__":{"polluted":true}}'),
  { toString: 1, valueOf: null, hasOwnProperty: 0, length: -1 },
);

/** Anything that JSON can say. */
export const anything: Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: nasty },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** @param ids real identifiers of the running test, so that some requests mean something */
export function hostile(schema: Schema | undefined, ids: readonly string[]): Arbitrary<unknown> {
  if (!schema) return anything;
  const valid = (part: Schema): Arbitrary<unknown> => fitting(part, ids, valid);
  const spoilt = (part: Schema): Arbitrary<unknown> =>
    fc.oneof(
      { weight: 8, arbitrary: fitting(part, ids, spoilt) },
      { weight: 1, arbitrary: anything },
    );
  return fc.oneof(valid(schema), spoilt(schema));
}

type Make = (part: Schema) => Arbitrary<unknown>;

function fitting(schema: Schema, ids: readonly string[], inside: Make): Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices && choices.length > 0) return fc.oneof(...choices.map(inside));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  switch (schema.type) {
    case 'object':
      return objects(schema, inside);
    case 'array':
      return fc.array(inside(schema.items ?? {}), { maxLength: 6 });
    case 'integer':
    case 'number':
      return fc.oneof(
        fc.integer({ min: 0, max: 1_000 }),
        fc.constantFrom(schema.minimum ?? -1, schema.maximum ?? 2 ** 53, 0.1, Number.MAX_VALUE),
      );
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return strings(schema, ids);
    default:
      return anything;
  }
}

function objects(schema: Schema, inside: Make): Arbitrary<unknown> {
  const known = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, part]) => [name, inside(part)]),
  );
  const some = fc.record(known, { requiredKeys: [...(schema.required ?? [])] });
  const all = fc.record(known);
  const more = fc.dictionary(
    fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('__proto__', 'constructor', 'toJSON')),
    typeof schema.additionalProperties === 'object'
      ? inside(schema.additionalProperties)
      : anything,
    { maxKeys: 3 },
  );
  return fc.oneof(
    { weight: 6, arbitrary: all },
    { weight: 2, arbitrary: some },
    { weight: 1, arbitrary: fc.tuple(all, more).map(([a, b]) => ({ ...a, ...b })) },
  );
}

function strings({ pattern }: Schema, ids: readonly string[]): Arbitrary<unknown> {
  const plain = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string(),
    // What PostgreSQL takes in no text, and in no JSON.
    fc.constantFrom('a\u0000b', 'a\ud800b'),
  );
  if (ids.length === 0) return plain;
  const known = fc.constantFrom(...ids);
  // Where a pattern is wanted, nothing made at random would fit it.
  return pattern ? known : fc.oneof(known, plain);
}
