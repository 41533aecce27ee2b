import { Toast as Base } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from './icon-button.tsx';
import { connectToasts, type ToastMessage } from './toast.ts';

const shownMs = 6_000;

/** Where toasts appear: at the bottom, above a phone's bar. */
export default function ToastRegion({ label, closeLabel }: { label: string; closeLabel: string }) {
  const [manager] = useState(() => Base.createToastManager<ToastMessage>());
  useEffect(
    () =>
      connectToasts((message) => {
        manager.add({
          title: message.title,
          description: message.help,
          data: message,
          timeout: message.action || message.tone === 'danger' ? shownMs * 2 : shownMs,
          // Assertive only for what went wrong.
          priority: message.tone === 'danger' ? 'high' : 'low',
        });
      }),
    [manager],
  );
  return (
    <Base.Provider toastManager={manager}>
      <Base.Portal>
        <Base.Viewport
          aria-label={label}
          // Above what stands at the foot of a page: the call's bar, the composer, the dock, which
          // on a phone stands on the bar of the app.
          className="fixed inset-x-4 bottom-20 z-50 max-lg:in-[:has([data-dock])]:bottom-38 mx-auto flex max-w-sm flex-col gap-2 sm:right-6 sm:left-auto sm:w-96"
        >
          <List closeLabel={closeLabel} />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function List({ closeLabel }: { closeLabel: string }) {
  const { toasts, close } = Base.useToastManager<ToastMessage>();
  return toasts.map((one) => (
    <Base.Root
      key={one.id}
      toast={one}
      swipeDirection={['right', 'down']}
      className="rounded-card border border-line bg-surface-1 shadow-float transition-[opacity,translate] data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Base.Content className="flex items-start gap-3 py-3 pr-2 pl-4">
        {one.data?.tone === 'danger' && (
          <CircleAlert aria-hidden="true" className="mt-1 size-4 shrink-0 text-danger-text" />
        )}
        {one.data?.tone === 'success' && (
          <CircleCheck aria-hidden="true" className="mt-1 size-4 shrink-0 text-speaking-text" />
        )}
        <div className="min-w-0 grow py-0.5">
          <Base.Title className="text-14 font-semibold text-strong" />
          <Base.Description className="text-13 text-muted" />
          {one.data?.action && (
            <Base.Action
              className="mt-1 min-h-(--size-control-small) text-13 font-semibold text-accent-text hover:underline"
              onClick={() => {
                one.data?.action?.run();
                close(one.id);
              }}
            >
              {one.data.action.label}
            </Base.Action>
          )}
        </div>
        <Base.Close
          render={<IconButton label={closeLabel} size="small" icon={<X className="size-4" />} />}
        />
      </Base.Content>
    </Base.Root>
  ));
}
