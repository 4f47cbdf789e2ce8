import { X509Certificate } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createConnector, testServer } from '../../../../src/main/collector/connectors/registry.ts'
import { type ErrorCode, RollcallError } from '../../../../src/shared/errors.ts'
import type { Auth } from '../../../../src/shared/profile/sign-in.ts'
import type { Trust } from '../../../../src/shared/server.ts'
import { makeCertificates, missingOpenssl, type TestCertificate, type TestCertificates } from '../../../faults/certificates.ts'
import { type FaultServer, startFaultServer } from '../../../faults/fault-server.ts'
import { honestRows, stepsOf, unhurried, watchedServer } from '../../../faults/watched-server.ts'

const KEY: Auth = { kind: 'header', name: 'X-API-Key', template: '{secret}' }
const missing = missingOpenssl()
let certificates: TestCertificates
let faulty: FaultServer | null = null

async function serve(certificate: TestCertificate, maxVersion?: 'TLSv1.1'): Promise<FaultServer> {
  faulty = await startFaultServer({ sessions: honestRows(3), tls: { ...certificate, ...(maxVersion ? { maxVersion } : {}) } })
  return faulty
}

function pinOf({ cert }: TestCertificate): Trust {
  return { kind: 'pin', pem: cert, sha256: new X509Certificate(cert).fingerprint256 }
}

async function codeOfRead(url: string, trust: Trust): Promise<ErrorCode | 'read'> {
  const connector = createConnector(watchedServer(url, { trust, auth: KEY }), 'top-secret')
  try {
    await connector.read(unhurried())
    return 'read'
  } catch (error) {
    if (error instanceof RollcallError) return error.code
    throw error
  } finally {
    await connector.close()
  }
}

describe.skipIf(missing !== null)(`certificates${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  beforeAll(() => {
    certificates = makeCertificates()
  })
  afterEach(async () => {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    await faulty?.close()
    faulty = null
  })

  const authority = (): Trust => ({ kind: 'authority', pem: certificates.authority })
  const system = (): Trust => ({ kind: 'system' })
  const matrix: readonly (readonly [string, keyof TestCertificates, () => Trust, ErrorCode | 'read'])[] = [
    ['signed by the named authority', 'good', authority, 'read'],
    ['signed by an authority the system does not know', 'good', system, 'certificate-untrusted'],
    ['self-signed', 'selfSigned', system, 'certificate-untrusted'],
    ['self-signed, beside a named authority', 'selfSigned', authority, 'certificate-untrusted'],
    ['expired', 'expired', authority, 'certificate-expired'],
    ['not yet valid', 'notYetValid', authority, 'certificate-expired'],
    ['for another name', 'wrongName', authority, 'certificate-wrong-name'],
    ['for clients only', 'wrongPurpose', authority, 'certificate-untrusted'],
    ['self-signed and pinned', 'selfSigned', () => pinOf(certificates.selfSigned), 'read'],
    ['signed and pinned', 'good', () => pinOf(certificates.good), 'read'],
    ['another than the pinned one', 'selfSignedAgain', () => pinOf(certificates.selfSigned), 'certificate-changed'],
    ['renewed by the same authority after it was pinned', 'renewed', () => pinOf(certificates.good), 'certificate-changed'],
    [
      'signed by the pinned certificate, but not that one',
      'good',
      () => pinOf({ key: '', cert: certificates.authority }),
      'certificate-changed',
    ],
    ['pinned, for another name', 'wrongName', () => pinOf(certificates.wrongName), 'certificate-wrong-name'],
    ['pinned and expired', 'expired', () => pinOf(certificates.expired), 'certificate-expired'],
  ]
  describe.each(['', '0'])('with NODE_TLS_REJECT_UNAUTHORIZED=%s', (loosened) => {
    it.each(matrix)('%s', async (_, kind, trust, expected) => {
      if (loosened !== '') process.env.NODE_TLS_REJECT_UNAUTHORIZED = loosened
      const { url, requests, received } = await serve(certificates[kind] as TestCertificate)
      expect(await codeOfRead(url, trust())).toBe(expected)
      expect(requests.length > 0).toBe(expected === 'read')
      if (expected !== 'read') expect(received().bytes).toBe(0)
    })
  })

  it('TLS 1.1 and plain HTTP on the port are not spoken to', async () => {
    const old = await serve(certificates.good, 'TLSv1.1')
    expect(await codeOfRead(old.url, authority())).toBe('tls-failed')
    expect(old.received().bytes).toBe(0)
    await old.close()
    faulty = await startFaultServer()
    expect(await codeOfRead(faulty.url.replace('http:', 'https:'), authority())).toBe('tls-failed')
    expect(faulty.requests).toEqual([])
  })

  it('a certificate that changes between two polls stops the second one before a byte is sent', async () => {
    const { url, setCertificate, received, requests } = await serve(certificates.selfSigned)
    const connector = createConnector(watchedServer(url, { trust: pinOf(certificates.selfSigned), auth: KEY }), 'top-secret')
    await connector.read(unhurried())
    const { bytes } = received()
    const asked = requests.length
    setCertificate(certificates.selfSignedAgain)
    await expect(connector.read(unhurried())).rejects.toMatchObject({ problem: { code: 'certificate-changed' } })
    expect(await connector.terminate('s1', unhurried())).toMatchObject({ kind: 'failed', problem: { code: 'certificate-changed' } })
    expect(received().bytes).toBe(bytes)
    expect(requests.length).toBe(asked)
    await connector.close()
  })

  it('Test connection shows an untrusted certificate to compare and pin, without sending a byte of HTTP', async () => {
    const { url, received } = await serve(certificates.selfSigned)
    const server = watchedServer(url, { auth: KEY })
    const steps = await stepsOf(testServer(server, 'top-secret', unhurried()))
    expect(steps.map(({ step, result }) => `${step} ${result}`)).toEqual(['address ok', 'name ok', 'connection ok', 'tls failed'])
    expect(steps.at(-1)?.problem?.code).toBe('certificate-untrusted')
    expect(received().bytes).toBe(0)
    const { certificate } = steps.at(-1) ?? {}
    expect(certificate).toMatchObject({ subject: 'CN=self-signed', issuer: 'CN=self-signed' })
    const trust: Trust = { kind: 'pin', pem: certificate?.pem ?? '', sha256: certificate?.sha256 ?? '' }
    const again = await stepsOf(testServer({ ...server, trust }, 'top-secret', unhurried()))
    expect(again.map(({ step, result }) => `${step} ${result}`)).toEqual([
      'address ok',
      'name ok',
      'connection ok',
      'tls ok',
      'sign-in ok',
      'right ok',
      'shape ok',
    ])
  })
})
