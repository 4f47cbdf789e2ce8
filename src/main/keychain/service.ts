import { runService } from '../service-entry.ts'
import { loadKeytar } from './keytar.ts'
import { serveKeychain } from './serve.ts'

runService(async () => ({
  service: {
    connect(channel, port) {
      if (channel === 'keychain') serveKeychain(port, loadKeytar)
      else port.close()
    },
    // Entries are written as they come; there is nothing to leave in order.
    stop: () => undefined,
  },
}))
