import { t } from '../i18n';

type Permission = 'unknown' | 'allowed' | 'refused' | 'impossible';

function currentPermission(): Permission {
  if (!('Notification' in window)) return 'impossible';
  if (Notification.permission === 'granted') return 'allowed';
  return Notification.permission === 'denied' ? 'refused' : 'unknown';
}

/**
 * Calls a member back to the tab without telling anybody else why: a number in the title and on the icon,
 * and a notice with one neutral sentence. Content never leaves the page.
 */
class Attention {
  waiting = $state(0);
  permission = $state<Permission>(currentPermission());

  async ask(): Promise<void> {
    if (this.permission !== 'unknown') return;
    await Notification.requestPermission();
    this.permission = currentPermission();
  }

  raise(): void {
    if (document.visibilityState === 'visible') return;
    this.waiting += 1;
    this.#badge();
    if (this.permission !== 'allowed') return;
    try {
      new Notification(t('title'), { body: t('attention-body'), tag: 'attention', silent: true });
    } catch {
      // Phones allow notices from service workers only, and the desk has none.
      this.permission = 'impossible';
    }
  }

  clear(): void {
    if (this.waiting === 0) return;
    this.waiting = 0;
    this.#badge();
  }

  /** Clears when the member looks. */
  watch(): () => void {
    const look = () => {
      if (document.visibilityState === 'visible') this.clear();
    };
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
