import { expect } from 'vitest'
import { promises } from './promises.ts'
import { rabbitmqMissing, startRabbitmq } from './rabbitmq.ts'

promises({
  name: 'RabbitMQ',
  missing: rabbitmqMissing(),
  start: startRabbitmq,
  profileId: 'rabbitmq',
  auth: ({ user }) => ({ kind: 'basic', username: user ?? '' }),
  shown: (user) => user,
  given: ({ address, userAgent }) => ({
    address,
    userAgent,
    project: '/',
    type: 'AMQP 0-9-1',
    node: expect.stringMatching(/^rollcall-\w+@localhost$/),
  }),
  times: ['createdAt'],
  gone: 'not-found',
  own: [],
  pages: true,
  views: true,
  together: false,
  endsUsers: true,
})
