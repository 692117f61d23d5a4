/**
 * The closed list of reasons why personal data is processed. Whoever needs personal data names
 * one of these at the gate and gets what that purpose needs, nothing else.
 */
export type Purpose =
  | 'identity'
  | 'introduction'
  | 'attribution'
  | 'admission'
  | 'verification'
  | 'leaving'
  | 'accountability'

/** GDPR article 6(1): the grounds Foyer uses; consent is asked for per purpose (MS-12). */
export type LegalBasis = 'contract' | 'consent' | 'legalObligation'

/** The longest age: counted from the event, in days; 0: gone with the event itself. */
export interface RetentionRule {
  readonly from: 'profileErased' | 'spaceLeft' | 'recorded'
  readonly days: number
}

export interface PurposeRule {
  readonly legalBasis: LegalBasis
  readonly retention: RetentionRule
}

/** Where retention, erasure and consent (later issues) read what applies. */
export const PURPOSES: Readonly<Record<Purpose, PurposeRule>> = {
  /** Being oneself: opening the profile, signing, changing one's own name. */
  identity: { legalBasis: 'contract', retention: { from: 'profileErased', days: 0 } },
  /** Telling the people of a Space who one is. */
  introduction: { legalBasis: 'contract', retention: { from: 'profileErased', days: 0 } },
  /** Showing who wrote, who reads and who is here: names, no addresses. */
  attribution: { legalBasis: 'contract', retention: { from: 'spaceLeft', days: 0 } },
  /** Knowing whom one let in, with the address they gave for that (WS-4). */
  admission: { legalBasis: 'contract', retention: { from: 'spaceLeft', days: 0 } },
  /** Knowing whose key was compared in person, to notice another one in its place (CX-13). */
  verification: { legalBasis: 'contract', retention: { from: 'profileErased', days: 0 } },
  /** Taking the people of a Space off this device. */
  leaving: { legalBasis: 'legalObligation', retention: { from: 'spaceLeft', days: 0 } },
  /** Answering who received what (GDPR article 15(1)(c), X-7). */
  accountability: { legalBasis: 'legalObligation', retention: { from: 'recorded', days: 1095 } },
}

export const isPurpose = (text: string): text is Purpose => Object.hasOwn(PURPOSES, text)
