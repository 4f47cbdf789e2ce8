import { t } from '../../../../shared/language/language.ts'
import { type View, type ViewContent, viewContentSchema } from '../../../../shared/view.ts'

/** The view that is open when nothing else was. */
export const EVERYONE = 'usual-everyone'

/** The views that come with Rollcall, in the order in which they are listed as long as nobody ordered them. */
export function usualViews(): readonly View[] {
  return [
    view(EVERYONE, t('views.everyone'), {}),
    view('usual-idle', t('views.idle'), { filter: 'idle>30m', sort: [{ field: 'idleTime', direction: 'desc' }] }),
    view('usual-many-addresses', t('views.manyAddresses'), { filter: 'addresses>1', group: 'user' }),
    view('usual-rest-api', t('views.restApi'), { filter: 'type:rest,api' }),
    view('usual-ending-soon', t('views.endingSoon'), {
      filter: 'ends<30m',
      sort: [{ field: 'endsAt', direction: 'asc' }],
      columns: { order: [], shown: { endsAt: true }, widths: {}, userPinned: true },
    }),
    view('usual-guarded', t('views.guarded'), { filter: 'is:protected' }),
    view('usual-stale-servers', t('views.staleServers'), {
      filter: 'is:stale',
      group: 'server',
      sort: [{ field: 'serverName', direction: 'asc' }],
      columns: { order: [], shown: { readAt: true }, widths: {}, userPinned: true },
    }),
  ]
}

/** Whether a view comes with Rollcall, so that it can't be changed, renamed or deleted. */
export function isUsual({ id }: Pick<View, 'id'>): boolean {
  return id.startsWith('usual-')
}

function view(id: string, name: string, content: Partial<ViewContent>): View {
  return { ...viewContentSchema.parse(content), id, name }
}
