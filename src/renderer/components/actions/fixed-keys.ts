import { t } from '../../../shared/language/language.ts'

interface FixedLine {
  readonly name: string
  readonly keys: readonly string[]
}

/** Keys that the grid, the browser or the system give their meaning: on the sheet to be found, and not to be changed. */
export function fixedKeys(): readonly { readonly title: string; readonly lines: readonly FixedLine[] }[] {
  return [
    {
      title: t('actions.inGrid'),
      lines: [
        { name: t('actions.moveCells'), keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] },
        { name: t('actions.moveEnds'), keys: ['Home', 'End'] },
        { name: t('actions.moveFirstLast'), keys: ['Mod+Home', 'Mod+End'] },
        { name: t('actions.moveScreens'), keys: ['PageUp', 'PageDown'] },
        { name: t('actions.tickRow'), keys: ['Space'] },
        { name: t('actions.tickRange'), keys: ['Shift+ArrowUp', 'Shift+ArrowDown'] },
        { name: t('actions.typeName'), keys: ['A…Z'] },
        { name: t('actions.rowMenu'), keys: ['Shift+F10'] },
      ],
    },
    {
      title: t('actions.ofWindow'),
      lines: [
        { name: t('actions.zoomIn'), keys: ['Mod+Plus'] },
        { name: t('actions.zoomOut'), keys: ['Mod+-'] },
        { name: t('actions.zoomUsual'), keys: ['Mod+0'] },
        { name: t('actions.nextControl'), keys: ['Tab', 'Shift+Tab'] },
      ],
    },
  ]
}
