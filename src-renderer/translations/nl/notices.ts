export const notices = {
  equivocation:
    '<b>Wat van <bdi>{{owner}}</bdi> komt, telt niet meer.</b> Bewezen is dat het verschillende mensen verschillende dingen vertelt. Wat daarvoor is geschreven, blijft.',
  forked:
    '<b><bdi>{{owner}}</bdi> gaat verder vanaf een oude reservekopie.</b> Niets nieuws daarvan telt tot dat apparaat opnieuw is toegevoegd.',
  restored:
    '<b><bdi>{{owner}}</bdi> is teruggezet uit een reservekopie</b> en mist wat daarna is geschreven. Anderen hebben dat nog en geven het terug.',
  quarantined:
    '<b>Vastgehouden: een wijziging van <bdi>{{owner}}</bdi>.</b> Foyer is er hier twee keer door gestopt. De rest van deze Space gaat door.',
  selfForked:
    '<b>Dit apparaat gaat verder vanaf een oude reservekopie.</b> Wat het schrijft, bereikt de anderen niet. Voeg het opnieuw toe als nieuw apparaat.',
  retry: 'Opnieuw proberen',
  drop: 'Hier weglaten',
}
