/** The page Settings. */
export const settings = {
  title: 'Settings',
  theme_system: 'As the system',
  theme_light: 'Light',
  theme_dark: 'Dark',
  density_compact: 'Compact',
  density_normal: 'Normal',
  density_roomy: 'Roomy',
} as const
