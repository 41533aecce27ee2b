/**
 * A small window of ours above all others (Document Picture-in-Picture), or,
 * where the browser has none, a pop-up. Both show elements that this page draws.
 */

/** W3C Document Picture-in-Picture; TypeScript doesn't know it yet. */
interface DocumentPictureInPicture {
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window>;
}

const size = { width: 360, height: 620 } as const;

const documentPip = (): DocumentPictureInPicture | undefined =>
  (window as { documentPictureInPicture?: DocumentPictureInPicture }).documentPictureInPicture;

/** Opens it, dressed as this page is; null: the browser allows none. To be called in a click. */
export async function openSmallWindow(title: string): Promise<Window | null> {
  const opened = await requestWindow();
  if (!opened) return null;
  dress(opened.document, title);
  return opened;
}

async function requestWindow(): Promise<Window | null> {
  const pip = documentPip();
  if (pip) {
    try {
      return await pip.requestWindow(size);
    } catch (error) {
      console.warn('no window above the others; a pop-up instead', error);
    }
  }
  return window.open('', 'converge-small', `popup,width=${size.width},height=${size.height}`);
}

function dress(into: Document, title: string): void {
  const { documentElement: from } = document;
  const { documentElement: root } = into;
  root.lang = from.lang;
  if (from.dataset.theme) root.dataset.theme = from.dataset.theme;
  // A pop-up that was open already is dressed anew.
  into.head.replaceChildren();
  into.body.replaceChildren();
  into.title = title;
  for (const sheet of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    const link = into.createElement('link');
    link.rel = 'stylesheet';
    link.href = sheet.href;
    into.head.append(link);
  }
  // As the build tool's own server writes them while one develops.
  for (const style of document.querySelectorAll('style')) {
    into.head.append(into.importNode(style, true));
  }
}
