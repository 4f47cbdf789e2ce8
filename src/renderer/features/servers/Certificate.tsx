import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { visibleString } from '../../../renderer/components/visible-text.ts'
import type { Certificate } from '../../../shared/contract/act.ts'
import { t } from '../../../shared/language/language.ts'
import { Fact, FactList } from '../../components/FactList.tsx'

interface CertificateProps {
  readonly certificate: Certificate
  /** The fingerprint that was trusted until now, when this is another one. */
  readonly pinnedSha256: string | null
  readonly onTrust: (certificate: Certificate) => void
}

/** A certificate that is not trusted, with what is needed to compare it, and the choice to trust it: never the default, never by itself. */
export function UntrustedCertificate({ certificate, pinnedSha256, onTrust }: CertificateProps) {
  const changed = pinnedSha256 !== null && pinnedSha256 !== certificate.sha256
  const chosen = pinnedSha256 === certificate.sha256
  return (
    <Box sx={{ border: 1, borderColor: 'divider', borderRadius: 1, p: 1.5, display: 'grid', gap: 1.5 }}>
      <FactList>
        <Fact name={t('servers.issuedTo')} value={visibleString(certificate.subject)} />
        <Fact name={t('servers.issuedBy')} value={visibleString(certificate.issuer)} />
        <Fact name={t('servers.valid')} value={t('servers.validFromTo', { from: certificate.validFrom, to: certificate.validTo })} />
      </FactList>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: changed ? '1fr 1fr' : '1fr' }}>
        {changed ? <Fingerprint label={t('servers.sha256Before')} sha256={pinnedSha256} /> : null}
        <Fingerprint label={changed ? t('servers.sha256Now') : 'SHA-256'} sha256={certificate.sha256} />
      </Box>
      {chosen ? (
        <Box role="status" sx={{ fontWeight: 600 }}>
          {t('servers.certificateChosen')}
        </Box>
      ) : (
        <>
          <Box sx={{ color: 'text.secondary' }}>{t('servers.certificateCompare')}</Box>
          <Button variant="outlined" color="warning" onClick={() => onTrust(certificate)} sx={{ justifySelf: 'start' }}>
            {t('servers.certificateTrust')}
          </Button>
        </>
      )}
    </Box>
  )
}

/** A fingerprint in groups that can be read out and compared: four lines of eight bytes. */
export function Fingerprint({ label, sha256 }: { readonly label: string; readonly sha256: string }) {
  const bytes = sha256.split(':')
  const lines = [0, 8, 16, 24].map((start) => bytes.slice(start, start + 8).join(' '))
  return (
    <Box>
      <Box sx={{ color: 'text.secondary' }}>{label}</Box>
      <Box component="code" sx={{ display: 'block', whiteSpace: 'pre', fontSize: '0.75rem', lineHeight: 1.6 }}>
        {lines.join('\n')}
      </Box>
    </Box>
  )
}
