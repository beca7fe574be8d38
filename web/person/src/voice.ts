// A voice note: recorded into memory, listened to before it is sent. The microphone is let go at once.
import { hook, press, show, word, write } from './dom';
import { atLeave } from './leaving';

/** Longest recording, in seconds. */
const LONGEST = 600;
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4'];
/** Enough for speech; ten minutes are under 2 MB. */
const BITS = 24_000;

/** Ends a recording that runs, and waits until it is in the list. */
export type Stop = () => Promise<void>;

/** Wires the button. `add` takes what was recorded. */
export function voice(area: HTMLElement, add: (file: File) => void): Stop {
  const button = hook<HTMLButtonElement>('voice', area);
  const type = typeof MediaRecorder === 'undefined' ? undefined : TYPES.find((it) => MediaRecorder.isTypeSupported(it));
  if (button === null) return async () => {};
  if (type === undefined || navigator.mediaDevices?.getUserMedia === undefined) {
    hook('voice-part', area)?.remove();
    return async () => {};
  }
  const error = hook('voice-error', area);
  const start = button.textContent ?? '';
  let stop: Stop | null = null;
  press(button, () => {
    if (stop !== null) return void stop();
    button.disabled = true;
    write(error, '');
    void record()
      .catch((failure: unknown) => {
        const refused = failure instanceof DOMException && failure.name === 'NotAllowedError';
        write(error, word(area, refused ? 'wordVoiceDenied' : 'wordVoiceNone'));
      })
      .finally(() => (button.disabled = false));
  });

  async function record(): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const release = () => stream.getTracks().forEach((track) => track.stop());
    // She may have left, or gone on, while the browser asked.
    if (!document.contains(area)) return release();
    const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS });
    const pieces: Blob[] = [];
    const stay = atLeave(() => {
      recorder.ondataavailable = null;
      release();
    });
    const ended = new Promise<void>((resolve) => {
      recorder.addEventListener('stop', () => {
        release();
        stay();
        clearInterval(timer);
        stop = null;
        draw(null);
        const kind = recorder.mimeType.split(';')[0] || 'audio/webm';
        const name = `voice.${kind === 'audio/mp4' ? 'm4a' : 'webm'}`;
        if (pieces.length > 0) add(new File(pieces, name, { type: kind }));
        resolve();
      });
    });
    recorder.ondataavailable = (event) => {
      if (event.data.size > 0) pieces.push(event.data);
    };
    const began = Date.now();
    const timer = setInterval(() => {
      const seconds = Math.floor((Date.now() - began) / 1000);
      draw(seconds);
      // The area may leave the page with a recording running: what was said is kept, the microphone is not.
      if (recorder.state !== 'inactive' && (seconds >= LONGEST || !document.contains(area))) recorder.stop();
    }, 500);
    stop = () => {
      if (recorder.state !== 'inactive') recorder.stop();
      return ended;
    };
    recorder.start();
    draw(0);
  }

  function draw(seconds: number | null): void {
    const time = hook('voice-time', area);
    button?.setAttribute('aria-pressed', String(seconds !== null));
    write(button, seconds === null ? start : word(area, 'wordStop'));
    show(time, seconds !== null);
    write(time, `${Math.floor((seconds ?? 0) / 60)}:${String((seconds ?? 0) % 60).padStart(2, '0')}`);
  }
  return async () => stop?.();
}
