import { networkInterfaces } from 'node:os'
import type { Clock } from '../../shared/clock.ts'
import { OVERSLEPT } from './polling/schedule.ts'

/** How often the machine is looked at, in ms. */
const LOOK_EVERY = 5000

/** Networks that come and go all the time, such as those of containers, are worth a new read no more often than this, in ms. */
const REST = 30_000

/** What is watched, and who hears of it. */
interface MachineWatchOptions {
  readonly clock: Clock
  /** The machine slept, or stands in another network: what was read last may no longer be true. */
  readonly onChange: () => void
  /** The networks the machine stands in, as a text that is the same for the same ones. */
  readonly networks?: () => string
}

/** Notices when the machine wakes up and when its network changes. Hosts that hear of waking up by themselves say so with `woke`. */
export class MachineWatch {
  readonly #clock: Clock
  readonly #onChange: () => void
  readonly #networks: () => string
  #callOff: () => void
  #lookedAt: number
  #toldAt = Number.NEGATIVE_INFINITY
  #known: string

  constructor({ clock, onChange, networks = networksOfMachine }: MachineWatchOptions) {
    this.#clock = clock
    this.#onChange = onChange
    this.#networks = networks
    this.#lookedAt = clock.now()
    this.#known = networks()
    this.#callOff = clock.after(LOOK_EVERY, this.#look)
  }

  /** The machine woke up just now. */
  woke(): void {
    this.#lookedAt = this.#clock.now()
    this.#known = this.#networks()
    this.#tell()
  }

  stop(): void {
    this.#callOff()
  }

  readonly #look = (): void => {
    const slept = this.#clock.now() - this.#lookedAt > LOOK_EVERY + OVERSLEPT
    this.#callOff = this.#clock.after(LOOK_EVERY, this.#look)
    if (slept) {
      this.woke()
      return
    }
    this.#lookedAt = this.#clock.now()
    const networks = this.#networks()
    if (networks === this.#known || this.#clock.monotonic() - this.#toldAt < REST) return
    this.#known = networks
    this.#tell()
  }

  #tell(): void {
    this.#toldAt = this.#clock.monotonic()
    this.#onChange()
  }
}

/** Addresses of this machine that tell networks apart: of IPv6 the network part, for the rest of it changes by itself. */
function networksOfMachine(): string {
  const found = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
      .map(({ family, address }) => `${name} ${family === 'IPv6' ? address.split(':').slice(0, 4).join(':') : address}`),
  )
  return [...new Set(found)].toSorted().join('\n')
}
