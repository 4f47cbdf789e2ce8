import { runService } from '../service-entry.ts'
import { startPractice } from './practice.ts'

runService(async (config) => {
  const practice = await startPractice({ sessions: config.practiceSessions })
  return {
    service: {
      connect: (_channel, port) => port.close(),
      stop: () => practice.close(),
    },
    announce: practice.announcements,
  }
})
