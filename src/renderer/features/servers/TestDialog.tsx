import Button from '@mui/material/Button'
import { useEffect } from 'react'
import type { Certificate } from '../../../shared/contract/act.ts'
import { t } from '../../../shared/language/language.ts'
import type { Server } from '../../../shared/server.ts'
import { DialogFrame } from '../../components/DialogFrame.tsx'
import { draftOf } from './draft-of.ts'
import { TestSteps } from './TestSteps.tsx'
import { useConnectionTest } from './use-connection-test.ts'

interface TestDialogProps {
  readonly server: Server
  readonly onClose: () => void
  /** A certificate was chosen to be trusted; nothing is saved yet. */
  readonly onTrust: (certificate: Certificate) => void
  /** Opens *Map fields*; absent where the system has no fields to map. */
  readonly onMap: (() => void) | undefined
}

/** *Test connection* for a server as it is saved. */
export function TestDialog({ server, onClose, onTrust, onMap }: TestDialogProps) {
  const test = useConnectionTest()
  const { run } = test
  const again = () => run({ draft: draftOf(server), serverId: server.id })
  useEffect(() => run({ draft: draftOf(server), serverId: server.id }), [run, server])
  return (
    <DialogFrame
      open
      title={t('servers.testTitle', { server: server.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={again} disabled={test.state === 'running'}>
            {t('servers.testAgain')}
          </Button>
          <Button onClick={onClose} autoFocus>
            {t('common.close')}
          </Button>
        </>
      }
    >
      <TestSteps test={test} pinnedSha256={server.trust.kind === 'pin' ? server.trust.sha256 : null} onTrust={onTrust} onMap={onMap} />
    </DialogFrame>
  )
}
