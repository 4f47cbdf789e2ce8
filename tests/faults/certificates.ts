import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Not a dependency: the tests that need it are skipped with a reason where it is missing. */
const OPENSSL = 'openssl'

/** A key with its certificate, and its authority's certificate in PEM. */
export interface TestCertificate {
  readonly key: string
  readonly cert: string
}

/** One of each kind that a server may show; `authority` signed all but the self-signed ones. All are for 127.0.0.1 unless they say otherwise. */
export interface TestCertificates {
  readonly authority: string
  readonly good: TestCertificate
  readonly renewed: TestCertificate
  readonly selfSigned: TestCertificate
  readonly selfSignedAgain: TestCertificate
  readonly expired: TestCertificate
  readonly notYetValid: TestCertificate
  readonly wrongName: TestCertificate
  readonly wrongPurpose: TestCertificate
}

/** Why certificates can't be made on this machine, or null; a reason to skip, said aloud. */
export function missingOpenssl(): string | null {
  return spawnSync(OPENSSL, ['version']).status === 0 ? null : 'openssl is not installed'
}

/** Makes all certificates anew with openssl, in a folder of its own that is removed again. */
export function makeCertificates(): TestCertificates {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-certificates-'))
  const path = (name: string): string => join(folder, name)
  const openssl = (...args: string[]): void => void execFileSync(OPENSSL, args, { cwd: folder, stdio: 'pipe' })
  const read = (name: string): string => readFileSync(path(name), 'utf8')
  const keyOptions = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

  function selfSigned(name: string): TestCertificate {
    openssl(
      'req',
      '-x509',
      ...keyOptions,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
      '-days',
      '30',
      '-subj',
      `/CN=${name}`,
      '-addext',
      'subjectAltName=IP:127.0.0.1',
    )
    return { key: read(`${name}.key`), cert: read(`${name}.pem`) }
  }

  function signed(name: string, from: string, to: string, extensions: string): TestCertificate {
    openssl('req', ...keyOptions, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`)
    writeFileSync(path(`${name}.ext`), extensions)
    openssl(
      'ca',
      '-batch',
      '-config',
      'ca.cnf',
      '-notext',
      '-startdate',
      from,
      '-enddate',
      to,
      '-extfile',
      `${name}.ext`,
      '-in',
      `${name}.csr`,
      '-out',
      `${name}.pem`,
    )
    return { key: read(`${name}.key`), cert: read(`${name}.pem`) }
  }

  try {
    openssl('req', '-x509', ...keyOptions, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '3650', '-subj', '/CN=Rollcall test authority')
    writeFileSync(path('index.txt'), '')
    writeFileSync(path('ca.cnf'), AUTHORITY_CONFIG)
    const loopback = 'subjectAltName=IP:127.0.0.1\n'
    const [past, now, future, far] = ['20200101000000Z', dayFromNow(-1), dayFromNow(20), dayFromNow(30)]
    return {
      authority: read('ca.pem'),
      good: signed('good', now, far, loopback),
      renewed: signed('renewed', now, far, loopback),
      selfSigned: selfSigned('self-signed'),
      selfSignedAgain: selfSigned('self-signed-again'),
      expired: signed('expired', past, '20200201000000Z', loopback),
      notYetValid: signed('not-yet-valid', future, far, loopback),
      wrongName: signed('wrong-name', now, far, 'subjectAltName=DNS:elsewhere.test\n'),
      wrongPurpose: signed('wrong-purpose', now, far, `${loopback}extendedKeyUsage=clientAuth\n`),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const AUTHORITY_CONFIG = `[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
certificate = ca.pem
private_key = ca.key
default_md = sha256
unique_subject = no
policy = any
[any]
commonName = supplied
`

function dayFromNow(days: number): string {
  const at = new Date(Date.now() + days * 86_400_000)
  return `${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
}
