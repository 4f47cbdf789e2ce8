import { fork } from 'node:child_process'
import { join } from 'node:path'
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { serviceEnvironment } from '../host/environment.ts'
import type { RunningService } from '../host/supervised-service.ts'
import { logDefect } from '../log.ts'
import { multiplex, portOfThread, type Wire } from '../port.ts'
import type { Platform } from '../service.ts'
import type { ServiceMessage, ServiceName, ThreadEnvelope } from '../service-entry.ts'

/**
 * Services under plain Node: worker threads, except the keychain, which is a process of its own because it may hang or crash.
 * `folder` holds the built `<name>/service.js`.
 */
export function nodePlatform(folder: string): Platform<MessagePort> {
  return {
    launch: (name) => {
      const file = join(folder, name, 'service.js')
      return name === 'keychain' ? launchChild(file) : launchThread(name, file)
    },
    channel: () => {
      const { port1, port2 } = new MessageChannel()
      return [port1, port2]
    },
  }
}

function launchThread(name: ServiceName, file: string): RunningService<MessagePort> {
  // stdout belongs to the host's one ready line.
  const worker = new Worker(file, { name, env: serviceEnvironment(), execArgv: [], stdout: true })
  worker.stdout.pipe(process.stderr, { end: false })
  worker.on('error', (error) => logDefect('a service crashed', error, { part: name }))
  return {
    send: (message, port) => {
      const envelope: ThreadEnvelope = port === undefined ? { message } : { message, port }
      worker.postMessage(envelope, port === undefined ? [] : [port])
    },
    onMessage: (listener) => worker.on('message', (message: ServiceMessage) => listener(message)),
    onExit: (listener) => worker.once('exit', (code) => listener(`code ${code}`)),
    kill: () => void worker.terminate(),
  }
}

function launchChild(file: string): RunningService<MessagePort> {
  const child = fork(file, [], { serialization: 'advanced', env: serviceEnvironment(), execArgv: [], stdio: ['ignore', 2, 2, 'ipc'] })
  const wire: Wire = {
    send: (message) => {
      if (child.connected) child.send(message as Parameters<typeof child.send>[0], exitTellsIt)
    },
    onMessage: (listener) => child.on('message', listener),
    onClose: (listener) => child.once('exit', listener),
  }
  const lanes = multiplex(wire)
  let lastLane = 0
  return {
    send: (message, port) => {
      if (port === undefined || message.type !== 'connect') return lanes.send(message)
      const lane = ++lastLane
      const far = lanes.open(lane)
      const near = portOfThread(port)
      lanes.send({ ...message, lane })
      near.onMessage((body) => far.post(body))
      far.onMessage((body) => near.post(body))
      near.onClose(() => far.close())
      far.onClose(() => near.close())
    },
    onMessage: (listener) => lanes.onMessage((message) => listener(message as ServiceMessage)),
    onExit: (listener) => {
      child.once('exit', (code, signal) => listener(signal === null ? `code ${code}` : `signal ${signal}`))
      child.once('error', () => listener('it could not be started'))
    },
    kill: () => void child.kill('SIGKILL'),
  }
}

/** A message that could not be sent to a dying child: its exit is what counts. */
function exitTellsIt(): void {
  // nothing to add
}
