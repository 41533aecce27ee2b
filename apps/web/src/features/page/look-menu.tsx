import { Languages, SunMoon } from 'lucide-react';
import { IconButton } from '../../design/icon-button.tsx';
import { Menu } from '../../design/menu.tsx';
import { setTheme, themes, useTheme } from '../../design/theme.ts';
import { languageNames, languages } from '../../i18n/language.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { themeIcons } from './theme-icons.tsx';
import { useChooseLanguage } from './use-choose-language.ts';

/** Language and theme, for pages where nobody is signed in. */
export function LookMenus() {
  const t = useWords('common');
  const theme = useTheme();
  const language = useLanguage();
  const chooseLanguage = useChooseLanguage();
  return (
    <>
      <Menu
        label={t('language.label')}
        entries={languages.map((one) => ({
          id: one,
          label: languageNames[one],
          checked: one === language,
          onSelect: () => chooseLanguage(one),
        }))}
        trigger={(props) => (
          <IconButton
            {...props}
            label={t('language.label')}
            icon={<Languages aria-hidden="true" className="size-5" />}
          />
        )}
      />
      <Menu
        label={t('theme.label')}
        entries={themes.map((one) => ({
          id: one,
          label: t(`theme.${one}`),
          icon: themeIcons[one],
          checked: one === theme,
          onSelect: () => setTheme(one),
        }))}
        trigger={(props) => (
          <IconButton
            {...props}
            label={t('theme.label')}
            icon={<SunMoon aria-hidden="true" className="size-5" />}
          />
        )}
      />
    </>
  );
}
