export const notices = {
  equivocation:
    '<b>Wat van <bdi>{{owner}}</bdi> komt, telt niet meer.</b> Bewezen is dat het verschillende mensen verschillende dingen vertelt. Wat daarvoor is geschreven, blijft.',
  forked:
    '<b><bdi>{{owner}}</bdi> gaat verder vanaf een oude reservekopie.</b> Niets nieuws daarvan telt tot dat apparaat opnieuw is toegevoegd.',
  restored:
    '<b><bdi>{{owner}}</bdi> kwam terug uit een reservekopie.</b> Wat het kwijt was en anderen nog hebben, komt van hen terug.',
  setAside:
    '<b>Een deel van wat van <bdi>{{owner}}</bdi> kwam, is hier apart gelegd.</b> Er waren twee geschiedenissen; de geschiedenis die telt, is nu ook hier.',
  quarantined:
    '<b>Vastgehouden: een wijziging van <bdi>{{owner}}</bdi>.</b> Foyer is er hier twee keer door gestopt. De rest van deze Space gaat door.',
  selfRestored:
    '<b>Dit apparaat kwam terug uit een reservekopie.</b> Wat het kwijt was en anderen nog hebben, komt van hen terug.',
  selfForked:
    '<b>Dit apparaat gaat verder vanaf een oude reservekopie.</b> Wat het schrijft, bereikt de anderen niet. Voeg het opnieuw toe als nieuw apparaat.',
  retry: 'Opnieuw proberen',
  drop: 'Hier weglaten',
}
