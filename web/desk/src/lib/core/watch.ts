// Listening while the page is locked.
//
// The lock drops every key, so nothing on this device can open a case. What stays is the session's token, held
// by this file alone and used for one request: the stream of events, which carry no case, no name and no
// number. Whoever takes the token out of this memory gets what any host of the server sees (sealed bytes and
// the routing that docs/data-inventory.md lists) until the session ends, and cannot sign or read anything.
// That is the price for hearing of danger at night; a lock in a hurry does not pay it and ends the session.
import { listen } from './events';
import type { Http } from './http';
import type { Heard } from './types';

/** Milliseconds after which nobody is taken to be coming back: the session is ended on the server as well. */
const WATCH_FOR = 8 * 3_600_000;

export interface Watch {
  /** Unix seconds. */
  readonly until: number;
  /** Ends the listening and the session. */
  end(): void;
}

/**
 * Takes over a session whose keys are gone. `tell` hears that danger arrived, or that nothing will be heard any
 * more since the session is over: a changed card ends the sessions of its member.
 */
export function watch(http: Http, tell: (heard: Heard) => void): Watch {
  const stop = listen(
    () => http.headers(),
    (event) => {
      if (event.kind === 'danger') tell('danger');
    },
    () => {
      clearInterval(timer);
      tell('over');
    },
  );
  const ends = Date.now() + WATCH_FOR;
  const end = () => {
    clearInterval(timer);
    stop();
    http.end();
  };
  // By the time of day: a sleeping laptop runs no timers.
  const timer = setInterval(() => {
    if (Date.now() >= ends) end();
  }, 60_000);
  return { until: Math.floor(ends / 1000), end };
}
