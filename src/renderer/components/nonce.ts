declare global {
  interface Window {
    /** Where goober, which styles the notices, looks for the nonce. */
    __nonce__?: string
  }
}

/** The nonce under which the host's content security policy lets this page add styles. Absent where there is no such policy (development). */
export const styleNonce = document.querySelector('meta[property="csp-nonce"]')?.getAttribute('content') ?? undefined

// Set here, in the module that main.tsx imports first, because goober adds its style element while it is being imported.
if (styleNonce) window.__nonce__ = styleNonce
