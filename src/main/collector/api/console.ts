import { implement } from '@orpc/server'
import { actContract } from '../../../shared/contract/act.ts'
import type { Collector } from '../collector.ts'

const { console } = implement(actContract)

/** Answers what concerns the window itself. */
export function consoleRouter(collector: Collector) {
  return {
    saveSettings: console.saveSettings.handler(({ input }) => collector.saveSettings(input)),
    visible: console.visible.handler(({ input }) => collector.setVisible(input.visible)),
    retryKeychain: console.retryKeychain.handler(() => collector.retryKeychain()),
  }
}
