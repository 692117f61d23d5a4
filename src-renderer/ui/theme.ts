import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
  type ModalProps,
  type TooltipProps,
} from '@mantine/core'
import control from './control.module.css'

// Mantine wants ten shades of its primary colour; every shade that is used comes from tokens.css.
const shades = (name: string, tint: string): MantineColorsTuple => [
  tint,
  tint,
  tint,
  tint,
  tint,
  name,
  name,
  name,
  name,
  name,
]

const named = (tokens: string): MantineColorsTuple =>
  tokens.split(' ').map((token) => `var(--${token})`) as unknown as MantineColorsTuple

const BUTTON: Readonly<Record<string, readonly [height: string, padding: string, size: string]>> = {
  xs: ['1.75rem', '0.5625rem', '0.8125rem'],
  sm: ['2.125rem', '0.8125rem', '0.875rem'],
  md: ['2.5rem', '1.125rem', '0.9375rem'],
  lg: ['2.75rem', '1.25rem', '0.9375rem'],
}
const ICON: Readonly<Record<string, string>> = { xs: '1.5rem', sm: '1.75rem', md: '2.125rem' }

/** Foyer's Mantine theme: sizes, faces and shades; colours lie in tokens.css. */
export const theme = createTheme({
  primaryColor: 'door',
  primaryShade: { light: 7, dark: 6 },
  colors: {
    door: shades('var(--door-btn)', 'var(--door-tint)'),
    stop: shades('var(--stop-btn)', 'var(--stop-tint)'),
    // Mantine's greys, from light to dark in the light theme and the other way round in the dark.
    gray: named('control-hover sunk line line edge edge ink3 ink2 ink ink'),
    dark: named('ink ink2 ink3 edge line control-hover paper plaster sunk sunk'),
  },
  defaultRadius: 8,
  fontFamily: 'var(--font-ui)',
  fontFamilyMonospace: 'var(--font-code)',
  headings: { fontFamily: 'var(--font-kept)', fontWeight: '600' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.334', sm: '1.385', md: '1.429', lg: '1.5', xl: '1.2' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.25rem', xl: '1.75rem' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm', variant: 'filled' },
      classNames: { root: control.button ?? '' },
      vars: (_, { size }) => {
        const [height, padding, font] = BUTTON[String(size)] ?? BUTTON.sm ?? []
        return {
          root: {
            '--button-height': height,
            '--button-padding-x': padding,
            '--button-fz': font,
          },
        }
      },
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', size: 'md' },
      classNames: { root: control.icon ?? '' },
      vars: (_, { size }) => ({ root: { '--ai-size': ICON[String(size)] ?? String(size) } }),
    }),
    Input: Input.extend({ classNames: { input: control.input ?? '' } }),
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
      classNames: {
        label: control.label ?? '',
        description: control.hint ?? '',
        error: control.error ?? '',
      },
    }),
    // Bare objects: `extend` would bring components that a page may never show.
    Modal: {
      defaultProps: {
        radius: 14,
        transitionProps: { duration: 180, transition: 'fade' },
        overlayProps: { color: 'var(--veil)', backgroundOpacity: 1 },
      } satisfies Partial<ModalProps>,
    },
    Switch: { classNames: { track: control.track } },
    // Its placeholder for first focus is a child that a menu may not have.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Tooltip: { defaultProps: { openDelay: 400, fz: '0.75rem' } satisfies Partial<TooltipProps> },
  },
})

const variables = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink3)',
  '--mantine-color-placeholder': 'var(--ink3)',
  '--mantine-color-anchor': 'var(--door)',
  '--mantine-color-error': 'var(--stop)',
  '--mantine-color-default': 'var(--control)',
  '--mantine-color-default-hover': 'var(--control-hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--control-line)',
  '--mantine-color-door-filled': 'var(--door-btn)',
  '--mantine-color-door-filled-hover': 'var(--door-btn-hover)',
  '--mantine-color-door-light': 'var(--door-tint)',
  '--mantine-color-door-light-hover': 'color-mix(in srgb, var(--door-tint), var(--door) 10%)',
  '--mantine-color-door-light-color': 'var(--door)',
  '--mantine-color-door-outline': 'var(--door)',
  '--mantine-color-stop-filled': 'var(--stop-btn)',
  '--mantine-color-stop-outline': 'var(--stop)',
  '--mantine-color-stop-light': 'var(--stop-tint)',
  '--mantine-color-stop-light-color': 'var(--stop)',
  '--mantine-primary-color-filled': 'var(--door-btn)',
  '--mantine-primary-color-contrast': 'var(--on-door)',
  '--mantine-shadow-xs': 'var(--lift-1)',
  '--mantine-shadow-sm': 'var(--lift-1)',
  '--mantine-shadow-md': 'var(--lift-2)',
  '--mantine-shadow-lg': 'var(--lift-2)',
  '--mantine-shadow-xl': 'var(--lift-2)',
}

/** Points Mantine's variables at the tokens; both themes alike, because the tokens themselves change. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: variables,
  dark: variables,
})
