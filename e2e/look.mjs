// How every screen is looked at: pictures for the eyes, and what no picture shows.
import fs from 'node:fs';
import path from 'node:path';
import { screens, violations } from './stage.mjs';

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1440, height: 900 };
/** The narrowest phone, and a laptop at 200 % (WCAG 2.2, 1.4.4 and 1.4.10). */
const TIGHT = { narrow: { width: 320, height: 640 }, zoomed: { width: 720, height: 450 } };
const THEMES = ['light', 'dark'];
const folder = path.join(import.meta.dirname, 'aria');

/** The page has drawn what it was told. */
const drawn = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** What stands beyond the edge of the screen, and is not inside something that scrolls or cuts on purpose. */
function beyondTheEdge() {
  const root = document.documentElement;
  const wrong = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} wide`] : [];
  const contained = (element) => {
    for (let it = element.parentElement; it && it !== document.body; it = it.parentElement) {
      if (getComputedStyle(it).overflowX !== 'visible') return true;
    }
    return false;
  };
  for (const element of document.body.querySelectorAll('*')) {
    // A box that scrolls upwards and was not meant to scroll sideways.
    const sideways = ['auto', 'scroll'].includes(getComputedStyle(element).overflowX) && element.clientWidth > 1;
    const meant = element.matches('.tabs, .rail-lenses, textarea, select');
    if (sideways && !meant && element.scrollWidth > element.clientWidth + 1) {
      wrong.push(`.${[...element.classList].join('.')} scrolls sideways`);
    }
    const box = element.getBoundingClientRect();
    const inside = box.width <= 1 || (box.left >= -1 && box.right <= innerWidth + 1);
    if (inside || !element.checkVisibility() || contained(element)) continue;
    const name = element.id ? `#${element.id}` : `.${[...element.classList].join('.')}`;
    wrong.push(`${element.tagName.toLowerCase()}${name} from ${Math.round(box.left)} to ${Math.round(box.right)}`);
  }
  return wrong.slice(0, 5);
}

/** Controls that look the same with and without the focus. The label beside a hidden field may show it. */
function withoutFocus() {
  const within = document.querySelector('dialog[open]') ?? document.body;
  const look = (element) => {
    const it = getComputedStyle(element);
    const edge = it.outlineStyle === 'none' ? 'none' : `${it.outlineStyle} ${it.outlineWidth} ${it.outlineColor}`;
    return [edge, it.boxShadow, it.borderColor, it.backgroundColor].join(' ');
  };
  const around = (element) => {
    const labels = element.labels ? [...element.labels] : [];
    return [element, element.nextElementSibling, ...labels].filter(Boolean).map(look).join('|');
  };
  const wrong = [];
  const controls = within.querySelectorAll('a[href], button, input, select, textarea, summary, audio, [tabindex="0"]');
  for (const element of [...controls].slice(0, 80)) {
    if (element.disabled || element.type === 'hidden' || !element.checkVisibility()) continue;
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    const before = around(element);
    element.focus({ preventScroll: true, focusVisible: true });
    if (document.activeElement === element && around(element) === before) {
      wrong.push(element.outerHTML.replace(/\s+/g, ' ').slice(0, 90));
    }
  }
  return wrong.slice(0, 5);
}

/** All screens of a run: what is wrong with them, and where their pictures are. */
export class Look {
  /** Everything wrong, one line each, so that one run shows all of it. */
  wrong = [];
  #pictures = [];

  /**
   * A screen in both sizes and both themes. `size` is the one it is made for. `aria` names the part whose
   * accessibility tree is compared with the committed one; the texts of `mask` differ from run to run.
   */
  async at(page, name, { size = DESK, aria = null, mask = null, fullPage = false } = {}) {
    const natural = size === PHONE ? 'phone' : 'desk';
    const missing = await page.evaluate(() => document.documentElement.textContent?.match(/⟦[^⟧]*⟧/g) ?? []);
    for (const id of missing) this.wrong.push(`${name}: a message is missing: ${id}`);
    for (const [width, viewport] of Object.entries({ phone: PHONE, desk: DESK })) {
      await page.setViewportSize(viewport);
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await drawn(page);
        await this.#picture(page, name, width, theme, fullPage);
        if (width === natural) this.#add(`${name} (${theme}): axe`, await violations(page));
      }
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    for (const [width, viewport] of Object.entries(TIGHT)) {
      await page.setViewportSize(viewport);
      await drawn(page);
      this.#add(`${name} (${width}): beyond the edge`, await page.evaluate(beyondTheEdge));
    }
    await page.setViewportSize(size);
    await drawn(page);
    if (aria) await this.#aria(page, name, aria, mask);
    // Only after a key the browser shows where the focus is.
    const active = await page.evaluateHandle(() => document.activeElement);
    await page.keyboard.press('Tab');
    this.#add(`${name}: no visible focus`, await page.evaluate(withoutFocus));
    await active.evaluate((element) => element instanceof HTMLElement && element.focus({ preventScroll: true }));
  }

  /** One page with all pictures, in `target/screens`. */
  sheet(title) {
    const names = [...new Set(this.#pictures.map((it) => it.name))];
    const figures = (name) =>
      this.#pictures
        .filter((it) => it.name === name)
        .map(({ file, width, theme }) => {
          const caption = `${width}, ${theme}`;
          return `<figure class="${width}"><a href="${file}"><img src="${file}" alt="${name}, ${caption}" loading="lazy"></a>
<figcaption>${caption}</figcaption></figure>`;
        })
        .join('\n');
    const style = `body{font:14px/1.5 system-ui;margin:2rem;background:#888}h2{margin:2rem 0 .5rem}section>div{display:flex;
flex-wrap:wrap;gap:1rem;align-items:start}figure{margin:0}.phone img{inline-size:180px}.desk img{inline-size:480px}`;
    const sections = names.map((name) => `<section><h2>${name}</h2><div>${figures(name)}</div></section>`).join('\n');
    const page = `<!doctype html><meta charset="utf-8"><title>${title}</title><style>${style}</style>\n${sections}\n`;
    fs.mkdirSync(screens, { recursive: true });
    fs.writeFileSync(path.join(screens, `${title}.html`), page);
  }

  #add(what, found) {
    for (const it of found) this.wrong.push(`${what}: ${it}`);
  }

  async #picture(page, name, width, theme, fullPage) {
    fs.mkdirSync(screens, { recursive: true });
    const file = `${name}-${width}-${theme}.png`;
    await page.screenshot({ path: path.join(screens, file), fullPage, animations: 'disabled', caret: 'hide' });
    this.#pictures.push({ name, file, width, theme });
  }

  async #aria(page, name, selector, mask) {
    let got = await page.locator(selector).first().ariaSnapshot();
    got = got.replace(/[^\S\n]+/g, ' ');
    const texts = mask ? await page.locator(mask).allTextContents() : [];
    const changing = texts.map((it) => it.replace(/\s+/g, ' ').trim()).filter((it) => it !== '');
    // The longest first: a short one may stand inside it.
    for (const text of changing.sort((a, b) => b.length - a.length)) got = got.replaceAll(text, '…');
    // Numbers of a run, in the digits of either script.
    got = `${got.replace(/[0-9\u0660-\u0669\u06F0-\u06F9]+/g, '#')}\n`;
    const file = path.join(folder, `${name}.yml`);
    const known = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
    if (known === got) return;
    if (process.env.UPDATE === '1') {
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(file, got);
    } else if (known === null) {
      this.wrong.push(`${name}: aria/${name}.yml is missing; UPDATE=1 writes it, then look at it`);
    } else {
      this.wrong.push(`${name}: the accessibility tree differs from aria/${name}.yml:\n${got}`);
    }
  }
}
