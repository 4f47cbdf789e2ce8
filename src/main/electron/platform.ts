import { join } from 'node:path'
import { MessageChannelMain, type MessagePortMain, utilityProcess } from 'electron'
import { serviceEnvironment } from '../host/environment.ts'
import type { RunningService } from '../host/supervised-service.ts'
import type { Platform } from '../service.ts'
import type { ServiceMessage, ServiceName } from '../service-entry.ts'

/** Services under Electron: one utility process each. `folder` holds the built `<name>/service.js`. Use it after `ready`. */
export function electronPlatform(folder: string): Platform<MessagePortMain> {
  return {
    launch: (name) => launch(name, join(folder, name, 'service.js')),
    channel: () => {
      const { port1, port2 } = new MessageChannelMain()
      return [port1, port2]
    },
  }
}

function launch(name: ServiceName, file: string): RunningService<MessagePortMain> {
  const child = utilityProcess.fork(file, [], {
    serviceName: `Rollcall ${name}`,
    env: serviceEnvironment(),
    execArgv: [],
    stdio: 'inherit',
  })
  let ended = false
  child.once('exit', () => {
    ended = true
  })
  return {
    send: (message, port) => {
      if (!ended) child.postMessage(message, port === undefined ? [] : [port])
    },
    onMessage: (listener) => child.on('message', (message: ServiceMessage) => listener(message)),
    onExit: (listener) => child.once('exit', (code) => listener(`code ${code}`)),
    kill: () => killNow(child.pid),
  }
}

/** `UtilityProcess.kill` asks politely, and a process that hangs in a frozen keyring would not hear it. */
function killNow(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it has ended by itself
  }
}
