import { createSecretStore } from '../keychain/client.ts'
import { servePort } from '../rpc.ts'
import { runService } from '../service-entry.ts'
import { actRouter } from './api/router.ts'
import { Collector } from './collector.ts'

/** Ends this process, so that its host starts it anew and the journal is opened and checked from the disk. */
function endSoon(): void {
  setImmediate(() => {
    throw new Error('The disk failed under the journal.')
  })
}

runService(async (config, host) => {
  const secrets = createSecretStore({ service: config.secretService, restartKeychain: () => host.restart('keychain') })
  const collector = new Collector({ ...config, secrets, onDiskError: endSoon })
  const router = actRouter(collector)
  return {
    service: {
      connect(channel, port) {
        if (channel === 'client') servePort(router, port)
        else if (channel === 'changes') collector.connectReader(port)
        else collector.connectKeychain(port)
      },
      woke: () => collector.woke(),
      stop: () => collector.stop(),
    },
  }
})
