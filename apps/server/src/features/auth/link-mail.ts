/** The mails with a link that an admin sends, in the language of whoever gets them. */
import type { Locale } from '@converge/protocol/rest/me';
import type { ResetMail } from './reset-mail.ts';

/** welcome: an account was made for somebody. reset: an admin helps with a new password. */
export type LinkOccasion = 'welcome' | 'reset';

interface Words {
  readonly subject: (space: string) => string;
  readonly text: (name: string, space: string, link: string) => string;
}

const words: Readonly<Record<LinkOccasion, Readonly<Record<Locale, Words>>>> = {
  welcome: {
    en: {
      subject: (space) => `${space}: your account`,
      text: (name, space, link) =>
        `Hello ${name},\n\nan account at ${space} has been made for you. Choose a password within seven days, and you are in:\n\n${link}\n`,
    },
    ru: {
      subject: (space) => `${space}: ваша учётная запись`,
      text: (name, space, link) =>
        `Здравствуйте, ${name}!\n\nДля вас создали учётную запись в ${space}. Задайте пароль в течение семи дней, и можно входить:\n\n${link}\n`,
    },
    uk: {
      subject: (space) => `${space}: ваш обліковий запис`,
      text: (name, space, link) =>
        `Вітаємо, ${name}!\n\nДля вас створили обліковий запис у ${space}. Задайте пароль протягом семи днів, і можна входити:\n\n${link}\n`,
    },
  },
  reset: {
    en: {
      subject: (space) => `${space}: choose a new password`,
      text: (name, space, link) =>
        `Hello ${name},\n\nan admin of ${space} sends you the way to a new password. Choose it within a day:\n\n${link}\n\nUntil then your old one works.\n`,
    },
    ru: {
      subject: (space) => `${space}: новый пароль`,
      text: (name, space, link) =>
        `Здравствуйте, ${name}!\n\nАдминистратор ${space} отправил вам ссылку для нового пароля. Задайте его в течение суток:\n\n${link}\n\nДо этого действует прежний.\n`,
    },
    uk: {
      subject: (space) => `${space}: новий пароль`,
      text: (name, space, link) =>
        `Вітаємо, ${name}!\n\nАдміністратор ${space} надіслав вам посилання для нового пароля. Задайте його протягом доби:\n\n${link}\n\nДо того діє попередній.\n`,
    },
  },
};

export function linkMail(
  occasion: LinkOccasion,
  { name, space, link, locale }: ResetMail,
): { subject: string; text: string } {
  const { subject, text } = words[occasion][locale ?? 'en'];
  return { subject: subject(space), text: text(name, space, link) };
}
