declare global {
  interface Window {
    /** Where goober, which styles the notices, looks for the nonce. */
    __nonce__?: string
  }
}

/** The nonce under which the host's content security policy lets this page add styles. Absent where there is no such policy (development). */
export const styleNonce = document.querySelector('meta[property="csp-nonce"]')?.getAttribute('content') ?? undefined

// Done here, in the module that main.tsx imports first, because goober looks for its style element while it is being imported. It would make
// one through innerHTML, which the policy's trusted types forbid; it takes this one because of its id.
if (styleNonce) {
  window.__nonce__ = styleNonce
  const style = document.createElement('style')
  style.id = '_goober'
  style.nonce = styleNonce
  style.append(' ')
  document.head.append(style)
}
