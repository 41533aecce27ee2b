import { Button } from '../../../design/button.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { OwnWall } from './use-own-wall.ts';

/** Who leads asks for the screen: what that means, and yes or not now. */
export default function WallRequest({ wall }: { wall: OwnWall }) {
  const t = useWords('wall');
  return (
    <Dialog
      open
      width="narrow"
      title={wall.by ? t('request.title', { name: wall.by }) : t('request.titleNobody')}
      closeLabel={t('request.later')}
      onClose={wall.putOff}
      footer={
        <>
          <Button onClick={wall.putOff}>{t('request.later')}</Button>
          {wall.possible && (
            <Button look="primary" onClick={wall.agree}>
              {t('request.agree')}
            </Button>
          )}
        </>
      }
    >
      <p>{wall.possible ? t('request.help') : t('request.impossible')}</p>
    </Dialog>
  );
}
