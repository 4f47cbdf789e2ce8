import type { X509Certificate } from 'node:crypto'
import * as net from 'node:net'
import * as tls from 'node:tls'
import type { Trust } from '../../../shared/server.ts'
import type { Base } from './address.ts'
import type { CertificateFacts } from './transport.ts'

/** How long a connection may take to be made. */
export const CONNECT_MS = 10_000

let systemContext: tls.SecureContext | null = null

function authorities(): string[] {
  const bundled = tls.getCACertificates('default')
  try {
    return [...bundled, ...tls.getCACertificates('system')]
  } catch {
    // A TLS library that can't read the system's store still knows the bundled authorities.
    return bundled
  }
}

/**
 * What a connection is checked against. A pinned certificate is the only thing believed, and its name is still checked.
 * The system's context is shared, because parsing some 600 certificates for each server would cost seconds.
 */
function secureContextOf(trust: Trust): tls.SecureContext {
  if (trust.kind === 'system') {
    systemContext ??= tls.createSecureContext({ ca: authorities(), minVersion: 'TLSv1.2' })
    return systemContext
  }
  if (trust.kind === 'authority') return tls.createSecureContext({ ca: [...authorities(), trust.pem], minVersion: 'TLSv1.2' })
  return tls.createSecureContext({ ca: [trust.pem], minVersion: 'TLSv1.2', allowPartialTrustChain: true })
}

/** TLS options of every connection to one server. They are all explicit, so that no environment variable can loosen them. */
export function tlsOptionsOf(trust: Trust): tls.ConnectionOptions {
  return {
    secureContext: secureContextOf(trust),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    checkServerIdentity(host, certificate) {
      if (trust.kind === 'pin' && certificate.fingerprint256 !== trust.sha256)
        return Object.assign(new Error('another certificate'), { code: 'ROLLCALL_PIN' })
      return tls.checkServerIdentity(host, certificate)
    },
  }
}

/** Waits for a socket to be ready, within the connect deadline and the caller's signal, and closes it whatever comes of it. */
export function onceReady<Facts>(
  socket: net.Socket,
  ready: 'connect' | 'secureConnect',
  signal: AbortSignal,
  facts: () => Facts,
): Promise<Facts> {
  const ends = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)])
  return new Promise<Facts>((resolve, reject) => {
    const abort = (): void => {
      socket.destroy()
      reject(signal.aborted ? signal.reason : Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }))
    }
    ends.addEventListener('abort', abort)
    socket.on('close', () => ends.removeEventListener('abort', abort))
    socket.on('error', reject)
    socket.once(ready, () => {
      try {
        resolve(facts())
      } catch (error) {
        reject(error)
      }
      socket.destroy()
    })
    if (ends.aborted) abort()
  })
}

/** Makes a TLS connection with these options, tells what certificate was shown, and closes it. */
export function handshake(base: Base, options: tls.ConnectionOptions, signal: AbortSignal): Promise<CertificateFacts> {
  // An address has no name to ask for; the name check then looks for the address in the certificate.
  const servername = net.isIP(base.hostname) === 0 ? base.hostname : ''
  const socket = tls.connect({ ...options, host: base.hostname, port: base.port, servername, ALPNProtocols: ['http/1.1'] })
  return onceReady(socket, 'secureConnect', signal, () => {
    const certificate = socket.getPeerX509Certificate()
    if (certificate === undefined) throw new Error('The server showed no certificate.')
    return factsOf(certificate)
  })
}

function factsOf(certificate: X509Certificate): CertificateFacts {
  return {
    pem: certificate.toString(),
    sha256: certificate.fingerprint256,
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    validFrom: certificate.validFrom,
    validTo: certificate.validTo,
  }
}

function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ')
}
