export const notices = {
  equivocation:
    '<b>Wat van <bdi>{{owner}}</bdi> komt, telt niet meer.</b> Bewezen is dat het verschillende mensen verschillende dingen vertelt. Wat daarvoor is geschreven, blijft.',
  forked:
    '<b><bdi>{{owner}}</bdi> gaat verder vanaf een oude reservekopie.</b> Niets nieuws daarvan telt tot het een nieuw apparaat is geworden; dat doet het vanzelf.',
  restored:
    '<b><bdi>{{owner}}</bdi> kwam terug uit een reservekopie.</b> Wat het kwijt was en anderen nog hebben, komt van hen terug.',
  setAside:
    '<b>Een deel van wat van <bdi>{{owner}}</bdi> kwam, is hier terzijde gelegd.</b> Dat apparaat had twee geschiedenissen geschreven, en de andere telt.',
  refusedSnapshot:
    '<b>Een ondertekende kopie van <bdi>{{owner}}</bdi> is hier niet overgenomen.</b> Er staat iets anders in dan er is geschreven. Hier is niets veranderd; wie later komt, kan die kopie krijgen.',
  quarantined:
    '<b>Vastgehouden: een wijziging van <bdi>{{owner}}</bdi>.</b> Foyer is er hier twee keer door gestopt. De rest van deze Space gaat door.',
  selfRestored:
    '<b>Dit apparaat kwam terug uit een reservekopie.</b> Wat het kwijt was en anderen nog hebben, komt van hen terug.',
  selfForked: {
    soon: '<b>Dit apparaat ging verder vanaf een oude reservekopie.</b> Het wordt zo vanzelf een nieuw apparaat; wat hier is geschreven, gaat mee.',
    waiting:
      '<b>Dit apparaat ging verder vanaf een oude reservekopie.</b> Het wordt vanzelf een nieuw apparaat zodra iemand online is die heeft wat het eerder schreef. Wat hier is geschreven, blijft en gaat mee.',
    asking:
      '<b>Dit apparaat ging verder vanaf een oude reservekopie.</b> Het kan nu een nieuw apparaat worden; wat hier is geschreven, gaat mee. Iemand die weg is, heeft misschien meer van wat het eerder schreef; dat zou apart worden gelegd.',
    refused:
      '<b>Wat dit apparaat schrijft, telt niet meer.</b> Bewezen is dat het verschillende mensen verschillende dingen vertelt. Haal het weg met een ander apparaat van u en voeg het opnieuw toe.',
  },
  ownVoid:
    '<b>Een deel van wat u op dit apparaat schreef, staat niet in deze Space.</b> U was verwijderd of had een andere rol voordat het de anderen bereikte. Het telt bij niemand en wordt niet getoond.',
  undone: {
    remove: '<b><bdi>{{actor}}</bdi> wilde <bdi>{{whom}}</bdi> verwijderen.</b> Dat telt niet.',
    role: '<b><bdi>{{actor}}</bdi> wilde de rol van <bdi>{{whom}}</bdi> wijzigen.</b> Dat telt niet.',
    transfer:
      '<b><bdi>{{actor}}</bdi> wilde <bdi>{{whom}}</bdi> eigenaar maken.</b> Dat telt niet.',
    letIn: '<b><bdi>{{actor}}</bdi> liet <bdi>{{whom}}</bdi> binnen.</b> Dat telt niet.',
    invite: '<b><bdi>{{actor}}</bdi> maakte een uitnodigingslink.</b> Die laat niemand binnen.',
  },
  because: {
    removed: '<bdi>{{by}}</bdi> heeft <bdi>{{actor}}</bdi> intussen verwijderd, en dat telt.',
    role: '<bdi>{{by}}</bdi> heeft <bdi>{{actor}}</bdi> intussen een andere rol gegeven, en dat telt.',
    device:
      '<bdi>{{by}}</bdi> heeft intussen het apparaat verwijderd waarop dat gebeurde, en dat telt.',
    revoked: '<bdi>{{by}}</bdi> heeft de link intussen ingetrokken, en dat telt.',
    otherwise: '<bdi>{{by}}</bdi> heeft intussen anders beslist, en dat telt.',
  },
  renew: 'Een nieuw apparaat worden',
  retry: 'Opnieuw proberen',
  drop: 'Hier weglaten',
}
