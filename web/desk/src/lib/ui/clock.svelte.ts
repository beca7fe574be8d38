/** The time in unix seconds, ticking often enough for «4 minutes ago» to stay true. */
class Clock {
  seconds = $state(Math.floor(Date.now() / 1000));

  start(): () => void {
    const tick = () => {
      this.seconds = Math.floor(Date.now() / 1000);
    };
    const id = setInterval(tick, 10_000);
    return () => clearInterval(id);
  }
}

export const clock = new Clock();
