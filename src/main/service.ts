import { type RunningService, type ServiceState, SupervisedService } from './host/supervised-service.ts'
import { logWarning } from './log.ts'
import type { PracticeAnnouncement } from './practice/announcement.ts'
import type { Channel, ServiceConfig, ServiceName } from './service-entry.ts'

/** How a host starts services and makes the ports between them. */
export interface Platform<RawPort> {
  launch(name: ServiceName): RunningService<RawPort>
  /** Two ends of a fresh channel. */
  channel(): readonly [RawPort, RawPort]
}

export interface ServicesOptions<RawPort> {
  readonly platform: Platform<RawPort>
  readonly config: Omit<ServiceConfig, 'practiceServers'>
}

/** Which services talk to each other, and by which channel. */
const LINKS: readonly { readonly channel: Channel; readonly between: readonly [ServiceName, ServiceName] }[] = [
  { channel: 'keychain', between: ['collector', 'keychain'] },
  { channel: 'changes', between: ['collector', 'reader'] },
]

/** All services of one host: started in order, connected, started again when they end, stopped in order. */
export class Services<RawPort> {
  readonly #platform: Platform<RawPort>
  readonly #config: ServicesOptions<RawPort>['config']
  readonly #services = new Map<ServiceName, SupervisedService<RawPort>>()
  readonly #listeners: ((name: ServiceName, state: ServiceState) => void)[] = []
  #practiceServers: readonly PracticeAnnouncement[] = []

  constructor({ platform, config }: ServicesOptions<RawPort>) {
    this.#platform = platform
    this.#config = config
  }

  /** Starts everything. Throws the `RollcallError` of the first service that can't start, after stopping the others. */
  async start(): Promise<void> {
    // Practice servers belong to the host that writes; a second set beside it would only use up ports.
    const practice: readonly ServiceName[] = this.#config.practice && this.#config.readOnly === null ? ['practice'] : []
    try {
      await this.#add('keychain').start()
      for (const name of practice) await this.#add(name).start()
      await this.#add('collector').start()
      await this.#add('reader').start()
    } catch (error) {
      await this.stop()
      throw error
    }
  }

  /** Stops everything: readers first, so that the writer closes its files last and leaves them whole, then what the writer needed. */
  async stop(): Promise<void> {
    const stop = (name: ServiceName): Promise<void> => this.#services.get(name)?.stop() ?? Promise.resolve()
    await stop('reader')
    await stop('collector')
    await Promise.all([stop('practice'), stop('keychain')])
  }

  /** A fresh port for calls to a service, or null while it is down. */
  client(name: ServiceName): RawPort | null {
    const service = this.#services.get(name)?.running
    if (!service) return null
    const [ours, theirs] = this.#platform.channel()
    service.send({ type: 'connect', channel: 'client' }, theirs)
    return ours
  }

  /** Tells those who talk to servers that the machine woke up. */
  woke(): void {
    this.#services.get('collector')?.running?.send({ type: 'woke' })
  }

  /** Called at every change; when it says `up`, `client` gives a port. */
  onState(listener: (name: ServiceName, state: ServiceState) => void): void {
    this.#listeners.push(listener)
  }

  #add(name: ServiceName): SupervisedService<RawPort> {
    const service = new SupervisedService<RawPort>({
      name,
      launch: () => this.#platform.launch(name),
      config: () => ({ ...this.#config, practiceServers: this.#practiceServers }),
      onReady: (announce) => this.#ready(name, announce),
      onState: (state) => {
        if (state.kind === 'down') logWarning(state.reason, { part: name })
        for (const listener of this.#listeners) listener(name, state)
      },
      onRestart: (other) => this.#services.get(other)?.restart(),
    })
    this.#services.set(name, service)
    return service
  }

  #ready(name: ServiceName, announce: unknown): void {
    if (name === 'practice' && Array.isArray(announce)) this.#announcePractice(announce)
    for (const { channel, between } of LINKS) {
      if (between.includes(name)) this.#link(channel, between)
    }
  }

  /** The practice servers listen elsewhere after a restart, and the collector learns addresses only at its start. */
  #announcePractice(announced: readonly PracticeAnnouncement[]): void {
    this.#practiceServers = announced
    this.#services.get('collector')?.restart()
  }

  #link(channel: Channel, [one, other]: readonly [ServiceName, ServiceName]): void {
    const first = this.#services.get(one)?.running
    const second = this.#services.get(other)?.running
    if (!first || !second) return
    const [firstEnd, secondEnd] = this.#platform.channel()
    first.send({ type: 'connect', channel }, firstEnd)
    second.send({ type: 'connect', channel }, secondEnd)
  }
}
