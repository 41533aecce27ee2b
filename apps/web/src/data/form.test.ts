import { ConvergeError } from '@converge/protocol/errors';
import { expect, test } from 'vitest';
import { toFault } from './failure.ts';
import { fieldFaults } from './form.ts';

const refused = (fields: Record<string, string>) =>
  toFault(new ConvergeError('bad_request', { fields }));

test('an empty field is required, whatever the schema calls it', () => {
  const faults = fieldFaults(refused({ name: 'too_short', email: 'invalid' }), {
    name: '  ',
    email: 'x',
  });
  expect(faults).toEqual({ name: 'required', email: 'invalid' });
});

test('faults of fields the form has not belong to the form as a whole', () => {
  expect(fieldFaults(refused({ token: 'too_short' }), { password: 'x' })).toEqual({});
});

test('a fault inside a field counts for the field', () => {
  expect(fieldFaults(refused({ 'policy.speak': 'invalid' }), { policy: {} })).toEqual({
    policy: 'invalid',
  });
});

test('an address that is taken is told at the address', () => {
  const fault = toFault(new ConvergeError('email_taken'));
  expect(fieldFaults(fault, { email: 'a@b.c' })).toEqual({ email: 'taken' });
});

test('no answer at all is offline; a refusal keeps its code; anything else is ours', () => {
  const unreached = new ConvergeError('unavailable', {}, { cause: new TypeError('fetch failed') });
  expect(toFault(unreached).code).toBe('offline');
  expect(toFault(new ConvergeError('unavailable')).code).toBe('unavailable');
  expect(toFault(new RangeError('x')).code).toBe('internal');
});
