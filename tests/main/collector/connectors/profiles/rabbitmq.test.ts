import { describe, expect, it } from 'vitest'
import { rabbitmq } from '../../../../doubles/rabbitmq.ts'
import { connected, endsUser, listsAndEnds, unhurried } from './suite.ts'

describe('RabbitMQ', () => {
  listsAndEnds(rabbitmq, { pages: { sessions: 1100 } })
  endsUser(rabbitmq)

  it('lists a closed connection until the broker’s statistics forget it', async () => {
    const { double, connector } = await connected(rabbitmq)
    double.world.lagMs = 150
    const [first] = [...double.world.live]
    await connector.terminate(first?.id ?? '', unhurried())
    expect((await connector.read(unhurried())).sessions).toHaveLength(6)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect((await connector.read(unhurried())).sessions).toHaveLength(5)
  })

  it('tells the client why', async () => {
    const { double, connector } = await connected(rabbitmq)
    const [first] = [...double.world.live]
    await connector.terminate(first?.id ?? '', unhurried())
    expect(double.world.asked.at(-1)?.header('X-Reason')).toBe('Ended by an administrator')
    await connector.terminateUser({ userId: null, user: 'bob' }, unhurried())
    expect(double.world.asked.at(-1)?.header('X-Reason')).toBe('Ended by an administrator')
  })

  it('reads a broker without connections', async () => {
    const { connector } = await connected(rabbitmq, { sessions: 0 })
    expect(await connector.read(unhurried())).toMatchObject({ complete: true, sessions: [] })
  })
})
