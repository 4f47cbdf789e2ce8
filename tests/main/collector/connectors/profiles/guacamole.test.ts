import { describe, expect, it } from 'vitest'
import { guacamole } from '../../../../doubles/guacamole.ts'
import { connected, endsMany, listsAndEnds, unhurried } from './suite.ts'

describe('Apache Guacamole', () => {
  listsAndEnds(guacamole, { parent: () => ({ key: 'mysql-shared', called: 'mysql-shared' }) })
  endsMany(guacamole)

  it('signs in again when its token is no longer known, and signs out in the end', async () => {
    const { double, connector } = await connected(guacamole)
    await connector.read(unhurried())
    double.world.tokens.clear()
    expect(await connector.read(unhurried())).toMatchObject({ complete: true })
    await connector.close()
    expect(double.world.asked.at(-1)).toMatchObject({ method: 'DELETE' })
    expect(double.world.asked.at(-1)?.target).toMatch(/^\/guacamole\/api\/tokens\//)
  })
})
