/**
 * Mail, by way of the outbox. Without an SMTP server each mail becomes a file in
 * the data folder, and the log says where (SPEC AUTH-10).
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Tx } from '../db/client.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import { defineJob, FinalFailure, type Outbox } from '../outbox/outbox.ts';

const Mail = z.object({ to: z.string(), subject: z.string(), text: z.string() });
export type Mail = z.infer<typeof Mail>;

const mailJob = defineJob('mail', Mail);

export interface Post {
  /** Writes the mail into the outbox, in the caller's transaction; it is sent after that. */
  send(tx: Tx, mail: Mail): Promise<void>;
  /** Asks the SMTP server whether it would take mail; null: there is none. */
  readonly check: (() => Promise<unknown>) | null;
}

export interface MailOptions {
  readonly smtpUrl: string | undefined;
  readonly from: string;
  /** Where mails go without SMTP. */
  readonly folder: string;
  readonly outbox: Outbox;
  readonly log: Log;
}

export function createPost(options: MailOptions): Post {
  const deliver = options.smtpUrl ? bySmtp(options.smtpUrl, options) : intoFolder(options);
  options.outbox.handle(mailJob, deliver);
  return {
    async send(tx, mail) {
      await options.outbox.add(tx, mailJob, mail);
    },
    check: options.smtpUrl ? askSmtp(options.smtpUrl) : null,
  };
}

/** Greets the server and signs in, as for a mail. @throws when it doesn't answer within seconds */
function askSmtp(url: string): () => Promise<unknown> {
  const limits = { connectionTimeout: 4_000, greetingTimeout: 4_000, socketTimeout: 5_000 };
  return async () => {
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({ url, ...limits });
    await transport.verify().finally(() => transport.close());
  };
}

// nodemailer is loaded with the first mail: many servers never send one while they start.
function bySmtp(url: string, { from }: MailOptions): (mail: Mail) => Promise<void> {
  const limits = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };
  return async (mail) => {
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({ url, ...limits });
    await transport
      .sendMail({ from, ...mail })
      .catch((error: unknown) => {
        throw withoutWords(error);
      })
      .finally(() => transport.close());
  };
}

/**
 * What a server answers usually holds the address it is about, and nodemailer makes
 * it part of the message, which goes into the log and stays with the job (SPEC SEC-5).
 */
function withoutWords(error: unknown): unknown {
  const { response, responseCode, command, code } = error as {
    readonly [K in 'response' | 'responseCode' | 'command' | 'code']?: unknown;
  };
  if (response === undefined) return error;
  const answer = `the mail server answered ${responseCode ?? 'something else'} to ${command}`;
  const remedy = remedies.get(String(command));
  if (!remedy || !isFinal(Number(responseCode), String(response)))
    return Object.assign(new Error(answer), { code });
  return Object.assign(new FinalFailure(`${answer}, for good: ${remedy}`), { code });
}

/**
 * What to do about a mail that is refused for good, by what was refused. Who isn't even let in
 * (greeting, sign-in) hasn't heard about the mail: that is mended in SMTP_URL, and then it goes.
 */
const remedies = new Map([
  ['MAIL FROM', 'it takes none from the sender that MAIL_FROM names'],
  ['RCPT TO', 'look whether the address is right, then have the mail sent anew'],
  ['DATA', 'its own log says why; often the domain of MAIL_FROM lacks SPF or DKIM'],
]);

/**
 * 5yz says not to ask the same again (RFC 5321, 4.2.1), but for what somebody may mend or time
 * does: a mailbox or a list of recipients that is full (552, RFC 5321, 4.5.3.1.10; X.2.2, RFC
 * 3463), a quota of the day (X.4.5), and a server that wants us to sign in first, or doesn't
 * relay for us or for our address (503, 530, RFC 4954; X.7.z).
 */
const isFinal = (code: number, response: string): boolean =>
  code >= 500 &&
  code <= 599 &&
  ![503, 530, 552].includes(code) &&
  !/^\d{3}[ -]5\.(2\.2|4\.5|7\.\d+)\b/.test(response);

function intoFolder({ from, folder, log }: MailOptions): (mail: Mail) => Promise<void> {
  return async (mail) => {
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({ streamTransport: true, buffer: true });
    const { message } = await transport.sendMail({ from, ...mail });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, `${newId()}.eml`);
    await writeFile(file, message as Buffer, { mode: 0o600, flush: true });
    log.info({ file }, 'no SMTP server is configured; a mail was written to a file');
  };
}
