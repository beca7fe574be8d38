// Passkeys (WebAuthn Level 3 §10.1.4): the authenticator evaluates a keyed function on an input that the core
// gives, and the result goes into the core and nowhere else. No assertion is sent: what signs in is a key that
// the core derives from the result, so the server never learns of credentials.
import { DeskError } from './types';

/** Ed25519, ECDSA with P-256, RSA: what authenticators offer. Their signatures are not used. */
const ALGORITHMS = [-8, -7, -257];
/** Patience with the person at the authenticator, in milliseconds. */
const PATIENCE = 120_000;

/** Whether this browser can be asked at all. */
export function passkeysPossible(): boolean {
  return window.isSecureContext && 'PublicKeyCredential' in window;
}

function random(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** The result of the function, taken out of what the browser answers. */
function taken(credential: PublicKeyCredential): Uint8Array<ArrayBuffer> | null {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) return null;
  return ArrayBuffer.isView(first)
    ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength).slice()
    : new Uint8Array(first).slice();
}

/** Hands the result to `use` and wipes it. */
function used<T>(prf: Uint8Array, use: (prf: Uint8Array) => T): T {
  try {
    return use(prf);
  } finally {
    prf.fill(0);
  }
}

async function asked(work: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  let credential: Credential | null;
  try {
    credential = await work();
  } catch (error) {
    // Refused, cancelled and timed out are one answer, so that a page cannot tell which passkeys there are.
    const cancelled = error instanceof DOMException && ['NotAllowedError', 'AbortError'].includes(error.name);
    throw new DeskError(cancelled ? 'passkey_cancelled' : 'passkey_failed', error instanceof Error ? error.name : '');
  }
  if (!(credential instanceof PublicKeyCredential)) throw new DeskError('passkey_failed', 'no credential');
  return credential;
}

async function evaluated(
  input: Uint8Array,
  allowCredentials: PublicKeyCredentialDescriptor[],
): Promise<{ id: Uint8Array; prf: Uint8Array }> {
  const credential = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: random(32),
        allowCredentials,
        userVerification: 'required',
        timeout: PATIENCE,
        extensions: { prf: { eval: { first: new Uint8Array(input) } } },
      },
    }),
  );
  const prf = taken(credential);
  if (prf === null) throw new DeskError('no_prf', 'the authenticator evaluates nothing');
  const { userHandle } = credential.response as AuthenticatorAssertionResponse;
  return { id: new Uint8Array(userHandle ?? new ArrayBuffer(0)), prf };
}

/** Asks any passkey of this site. `use` gets its user handle and the result, which is wiped afterwards. */
export async function usePasskey<T>(input: Uint8Array, use: (id: Uint8Array, prf: Uint8Array) => T): Promise<T> {
  const { id, prf } = await evaluated(input, []);
  return used(prf, (it) => use(id, it));
}

/**
 * Makes a passkey whose user handle is `id`, under a neutral `name`, and keeps it only if `use` could do
 * something with its result: an authenticator should not list what opens nothing.
 */
export async function makePasskey<T>(
  id: Uint8Array,
  input: Uint8Array,
  name: string,
  use: (prf: Uint8Array) => Promise<T>,
): Promise<T> {
  const credential = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: random(32),
        rp: { name },
        user: { id: new Uint8Array(id), name, displayName: name },
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
        attestation: 'none',
        timeout: PATIENCE,
        extensions: { prf: { eval: { first: new Uint8Array(input) } } },
      },
    }),
  );
  try {
    // Some authenticators evaluate only when they are asked again.
    const prf = taken(credential) ?? (await evaluated(input, [{ type: 'public-key', id: credential.rawId }])).prf;
    try {
      return await use(prf);
    } finally {
      prf.fill(0);
    }
  } catch (error) {
    await forgotten(credential.id);
    throw error;
  }
}

/** Tells the authenticator that nothing knows this credential, where the browser can. */
async function forgotten(credentialId: string): Promise<void> {
  if (!('signalUnknownCredential' in PublicKeyCredential)) return;
  try {
    await PublicKeyCredential.signalUnknownCredential({ rpId: location.hostname, credentialId });
  } catch {
    // It stays in the authenticator's list and opens nothing.
  }
}
