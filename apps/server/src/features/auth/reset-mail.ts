/** The mail with the link for a new password, in the language of whoever gets it. */
import type { Locale } from '@converge/protocol/rest/me';

interface Words {
  readonly subject: (space: string) => string;
  readonly text: (name: string, space: string, link: string) => string;
}

const words: Readonly<Record<Locale, Words>> = {
  en: {
    subject: (space) => `${space}: choose a new password`,
    text: (name, space, link) =>
      `Hello ${name},\n\nsomebody asked for a new password for your account at ${space}. If it was you, choose one here within 30 minutes:\n\n${link}\n\nIf it wasn't you, nothing has to be done: your password stays as it is.\n`,
  },
  ru: {
    subject: (space) => `${space}: новый пароль`,
    text: (name, space, link) =>
      `Здравствуйте, ${name}!\n\nКто-то попросил сменить пароль вашей учётной записи в ${space}. Если это были вы, задайте новый в течение 30 минут:\n\n${link}\n\nЕсли не вы, ничего делать не нужно: пароль останется прежним.\n`,
  },
  uk: {
    subject: (space) => `${space}: новий пароль`,
    text: (name, space, link) =>
      `Вітаємо, ${name}!\n\nХтось попросив змінити пароль вашого облікового запису в ${space}. Якщо це ви, задайте новий протягом 30 хвилин:\n\n${link}\n\nЯкщо не ви, нічого робити не треба: пароль лишиться таким, як був.\n`,
  },
};

export interface ResetMail {
  readonly name: string;
  readonly space: string;
  readonly link: string;
  readonly locale: Locale | null;
}

export function resetMail({ name, space, link, locale }: ResetMail): {
  subject: string;
  text: string;
} {
  const { subject, text } = words[locale ?? 'en'];
  return { subject: subject(space), text: text(name, space, link) };
}
