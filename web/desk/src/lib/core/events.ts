// Server-sent events through fetch, since EventSource cannot send the session's token.

export type Tell = (event: { kind: 'queue' | 'danger' }) => void;

/**
 * Listens until it is stopped or the session is over on the server, which `over` hears. `headers` carries the
 * session's token.
 */
export function listen(headers: () => Record<string, string>, tell: Tell, over?: () => void): () => void {
  const controller = new AbortController();
  void run(headers, tell, controller.signal).then((ended) => {
    if (ended) over?.();
  });
  return () => controller.abort();
}

/** True when the server says that there is no such session. */
async function run(headers: () => Record<string, string>, tell: Tell, signal: AbortSignal): Promise<boolean> {
  let wait = 1000;
  while (!signal.aborted) {
    try {
      const response = await fetch('/api/v1/events', { headers: headers(), cache: 'no-store', signal });
      if (response.ok && response.body !== null) {
        wait = 1000;
        // What happened while nobody listened is in the queue.
        tell({ kind: 'queue' });
        await read(response.body, tell);
      } else if (response.status === 401) {
        return !signal.aborted;
      }
    } catch {
      if (signal.aborted) return false;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(wait * 2, 30_000);
  }
  return false;
}

async function read(body: ReadableStream<Uint8Array>, tell: Tell): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += decoder.decode(value, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const name = line.startsWith('event:') ? line.slice(6).trim() : '';
      if (name === 'queue' || name === 'danger') tell({ kind: name });
    }
  }
}
