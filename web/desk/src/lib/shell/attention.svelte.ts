import { t } from '../i18n';

/** What the bell shows: notices can be asked for, are on, were refused by the browser, do not exist here. */
export type Bell = 'off' | 'on' | 'refused' | 'impossible';

function permitted(): Bell {
  if (!('Notification' in window)) return 'impossible';
  if (Notification.permission === 'granted') return 'on';
  return Notification.permission === 'denied' ? 'refused' : 'off';
}

/**
 * Calls a member back to the tab without telling anybody else why: a number in the title and on the icon,
 * and a notice with one neutral sentence. Content never leaves the page, and the lock does not change that:
 * what is heard while it is locked has no content to begin with.
 */
class Attention {
  waiting = $state(0);
  bell = $state<Bell>(permitted());
  #notice: Notification | null = null;

  /** The bell was pressed: only then the browser is asked. */
  async press(): Promise<void> {
    if (this.bell === 'on') {
      this.bell = 'off';
      this.#notice?.close();
    } else if (this.bell === 'off') {
      if (Notification.permission === 'default') await Notification.requestPermission();
      this.bell = permitted();
    }
  }

  /** Danger arrived. Whoever looks at the desk sees it there; a locked page shows nothing, so it always counts. */
  raise(when: 'unseen' | 'always' = 'unseen'): void {
    if (when === 'unseen' && document.visibilityState === 'visible') return;
    this.waiting += 1;
    this.#badge();
    if (this.bell !== 'on') return;
    try {
      this.#notice = new Notification(t('title'), { body: t('attention-body'), tag: 'attention', silent: true });
      this.#notice.onclick = () => window.focus();
    } catch {
      // Phones allow notices from service workers only, and the desk has none.
      this.bell = 'impossible';
    }
  }

  clear(): void {
    this.#notice?.close();
    this.#notice = null;
    if (this.waiting === 0) return;
    this.waiting = 0;
    this.#badge();
  }

  /** Clears when the member looks. */
  watch(): () => void {
    const look = () => {
      if (document.visibilityState === 'visible') this.clear();
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      this.clear();
    };
  }

  #badge(): void {
    if (!('setAppBadge' in navigator)) return;
    const done = this.waiting > 0 ? navigator.setAppBadge(this.waiting) : navigator.clearAppBadge();
    done.catch(() => undefined);
  }
}

export const attention = new Attention();
