/** Reads mails that a server without SMTP left in its data folder. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';

/** Quoted-printable (RFC 2045, section 6.7) as text. */
const decode = (body: string): string => {
  const bytes = body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
};

async function newest(folder: string, to: string): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  const mails = await Promise.all(
    names.sort().map((name) => readFile(join(folder, name), 'latin1')),
  );
  return mails.filter((mail) => mail.includes(`To: ${to}`)).at(-1);
}

/** Waits for a mail to `to`, and gives the first link in it. */
export async function linkMailedTo(dataDir: string, to: string): Promise<string> {
  const folder = join(dataDir, 'mail');
  await expect.poll(() => newest(folder, to), { message: `a mail to ${to}` }).toBeTruthy();
  const [link] = /https?:\/\/\S+/.exec(decode((await newest(folder, to)) ?? '')) ?? [];
  if (!link) throw new Error(`no link in the mail to ${to}`);
  return link;
}
