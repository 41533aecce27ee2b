import { Field } from '../../design/field.tsx';
import { Segmented } from '../../design/segmented.tsx';
import { Select } from '../../design/select.tsx';
import { setTheme, themes, useTheme } from '../../design/theme.ts';
import { languageNames, languages } from '../../i18n/language.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { themeIcons } from '../page/theme-icons.tsx';
import { useChooseLanguage } from '../page/use-choose-language.ts';

/** Theme and language; they change at once, there is nothing to save. */
export function Look() {
  const t = useWords('common');
  const theme = useTheme();
  const language = useLanguage();
  const chooseLanguage = useChooseLanguage();
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <span aria-hidden="true" className="font-semibold text-strong">
          {t('theme.label')}
        </span>
        <Segmented
          label={t('theme.label')}
          value={theme}
          segments={themes.map((value) => ({
            value,
            label: t(`theme.${value}`),
            icon: themeIcons[value],
          }))}
          onChange={setTheme}
          className="max-sm:flex-col"
        />
      </div>
      <Field label={t('language.label')} className="max-w-xs">
        {(control) => (
          <Select
            {...control}
            value={language}
            choices={languages.map((value) => ({ value, label: languageNames[value] }))}
            onChange={chooseLanguage}
          />
        )}
      </Field>
    </div>
  );
}
