// A small, blurred picture of a picture. Made on the phone, never sent; one at a time, since a large photo takes
// much memory while it is decoded.
import { find, hook, press, show, write } from './dom';

const SIDE = 112;
let last: Promise<void> = Promise.resolve();

/** Draws it into the row, or takes its button away where there is nothing to show. */
export function thumbnail(file: File, row: HTMLElement, words: { show: string; hide: string }): void {
  const button = hook<HTMLButtonElement>('show', row);
  const canvas = find<HTMLCanvasElement>('canvas', row);
  if (button === null || canvas === null) return;
  if (!file.type.startsWith('image/')) return button.remove();
  press(button, () => {
    const shown = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(shown));
    write(find('.hidden-text', button), `${shown ? words.hide : words.show}: ${file.name}`);
  });
  write(find('.hidden-text', button), `${words.show}: ${file.name}`);
  last = last.then(() => draw(file, canvas)).catch(() => button.remove());
}

async function draw(file: File, canvas: HTMLCanvasElement): Promise<void> {
  const picture = await createImageBitmap(file);
  const scale = SIDE / Math.min(picture.width, picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  canvas.getContext('2d')?.drawImage(picture, (SIDE - width) / 2, (SIDE - height) / 2, width, height);
  picture.close();
  show(canvas, true);
}
