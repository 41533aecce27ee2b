import { expect, test } from 'vitest';
import { turnCredentials } from './turn-credentials.ts';

test('NET-1 credentials are as the convention of TURN servers says', () => {
  // The password by: printf '1700000000:ada' | openssl dgst -sha1 -hmac shared -binary | base64
  expect(turnCredentials('shared', 'ada', 1_700_000_000_999)).toEqual({
    username: '1700000000:ada',
    credential: 'NitjG3b7Ia1CsuHH1YiSgsfEkv0=',
  });
});
