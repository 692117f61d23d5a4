export const members = {
  title: 'Mensen en rollen',
  toAll: 'Terug naar iedereen',
  safetyNumber: 'Veiligheidsnummer',
  kinds: 'Wie u ziet',
  kind: {
    everyone: 'Iedereen',
    members: 'Leden',
    visitors: 'Bezoekers',
    removed: 'Verwijderd',
  },
  noneRemoved: 'Er is niemand uit deze Space verwijderd.',
  noneRemoved_group: 'Er is niemand uit deze groep verwijderd.',
  noneRemoved_document: 'Er is niemand uit dit document verwijderd.',
  removed:
    '<b><bdi>{{name}}</bdi></b> is op {{when}} uit <bdi>{{space}}</bdi> verwijderd. Sindsdien gelden nieuwe sleutels. Wat daarvoor is ontvangen, blijft daar.',
  left: '<b><bdi>{{name}}</bdi></b> heeft <bdi>{{space}}</bdi> op {{when}} verlaten. Sindsdien gelden nieuwe sleutels. Wat daarvoor is ontvangen, blijft daar.',
  roleIn: 'Rol in <bdi>{{space}}</bdi>',
  roleChanged: '{{name}} is nu: {{role}}.',
  means: {
    owner: 'Doet alles, en staat in voor de Space. Er is één eigenaar.',
    owner_group: 'Doet alles, en staat in voor de groep. Er is één eigenaar.',
    owner_document: 'Doet alles, en staat in voor het document. Er is één eigenaar.',
    admin: 'Doet alles: nodigt uit, verwijdert mensen, wijzigt rollen.',
    editor:
      'Plaatst, schrijft notities en opmerkingen, en gooit weg wat anderen plaatsten. Kan niemand uitnodigen of verwijderen.',
    commenter: 'Leest alles en schrijft opmerkingen.',
    viewer: 'Leest alles en schrijft niets.',
    guest: 'Leest alles tot het bezoek eindigt en schrijft niets.',
  },
  madeOwner: '<b><bdi>{{by}}</bdi> heeft u eigenaar van <bdi>{{space}}</bdi> gemaakt.</b>',
  madeRole: '<b><bdi>{{by}}</bdi> heeft uw rol in <bdi>{{space}}</bdi> gewijzigd: {{role}}.</b>',
  roleSeen: 'Begrepen',
  deviceSince: 'sinds {{when}}',
  removeDevice: 'Apparaat verwijderen: {{device}}',
  removeShort: 'Verwijderen',
  deviceRemoved: 'Het apparaat is verwijderd. De sleutels veranderen nu.',
  twoFaced: 'Vertelde verschillende mensen verschillende dingen. Niets nieuws ervan telt.',
  twoFacedRemove:
    'De software is veranderd, of iemand anders heeft de sleutels. Vraag het <bdi>{{name}}</bdi> persoonlijk en verwijder het: de sleutels veranderen, en een nieuwe uitnodiging brengt <bdi>{{name}}</bdi> terug met een ander apparaat.',
  twoFacedAsk:
    'De software is veranderd, of iemand anders heeft de sleutels. Vraag het <bdi>{{name}}</bdi> persoonlijk; de eigenaar of een beheerder kan het verwijderen.',
  remove: 'Uit Space verwijderen',
  remove_group: 'Uit groep verwijderen',
  remove_document: 'Uit document verwijderen',
  removeTitle: '<bdi>{{name}}</bdi> uit <bdi>{{space}}</bdi> verwijderen',
  removeDoes_one:
    'De sleutels van deze Space veranderen. Het apparaat van {{name}} krijgt niets meer van wat voortaan wordt geschreven.',
  removeDoes_group_one:
    'De sleutels van deze groep veranderen. Het apparaat van {{name}} krijgt niets meer van wat voortaan wordt geschreven.',
  removeDoes_document_one:
    'De sleutels van dit document veranderen. Het apparaat van {{name}} krijgt niets meer van wat voortaan wordt geschreven.',
  removeDoes_other:
    'De sleutels van deze Space veranderen. De {{count}} apparaten van {{name}} krijgen niets meer van wat voortaan wordt geschreven.',
  removeDoes_group_other:
    'De sleutels van deze groep veranderen. De {{count}} apparaten van {{name}} krijgen niets meer van wat voortaan wordt geschreven.',
  removeDoes_document_other:
    'De sleutels van dit document veranderen. De {{count}} apparaten van {{name}} krijgen niets meer van wat voortaan wordt geschreven.',
  removeKeeps: 'Wat {{name}} al heeft, blijft daar. Niemand kan dat terugnemen.',
  removeLinks: 'Links die nog open zijn, blijven open. Trek in wat is weggegeven.',
  removeAct: '{{name}} verwijderen',
  removedToast: '{{name}} is verwijderd. De sleutels veranderen nu.',
  transfer: 'Eigenaar maken',
  transferTitle: '<bdi>{{space}}</bdi> overdragen aan <bdi>{{name}}</bdi>',
  transferDoes: '{{name}} wordt eigenaar en staat in voor deze Space. U blijft beheerder.',
  transferDoes_group: '{{name}} wordt eigenaar en staat in voor deze groep. U blijft beheerder.',
  transferDoes_document:
    '{{name}} wordt eigenaar en staat in voor dit document. U blijft beheerder.',
  transferBack: 'Alleen {{name}} kan dat terugdraaien.',
  transferAct: '{{name}} eigenaar maken',
  transferred: '{{name}} is nu eigenaar van {{space}}.',
  leave: 'Deze Space verlaten',
  leave_group: 'Deze groep verlaten',
  leave_document: 'Dit document verlaten',
  leaveTitle: '<bdi>{{space}}</bdi> verlaten',
  leaveDoes:
    'De anderen zien dat u bent vertrokken. Uw apparaten krijgen niets nieuws, en alleen een nieuwe uitnodiging brengt u terug, met een ander apparaat of in een browser.',
  leaveDoes_group:
    'De anderen zien dat u bent vertrokken. Uw apparaten krijgen niets nieuws, en u kunt alleen met een ander apparaat weer worden toegevoegd.',
  leaveDoes_document:
    'De anderen zien dat u bent vertrokken. Uw apparaten krijgen niets nieuws, en u kunt alleen met een ander apparaat weer worden toegevoegd.',
  leaveKeeps: 'Wat u schreef, blijft bij de anderen.',
  leaveErase: 'Ook de kopie op dit apparaat wissen',
  leaveAct: 'Verlaten',
  leftToast: 'U hebt {{space}} verlaten.',
  answers:
    '<b><bdi>{{name}}</bdi></b> is eigenaar en verantwoordelijk voor wat hier bewaard wordt. Vraag daar wat er van u staat, en om het te wijzigen of te wissen.',
  answersSelf:
    'U bent eigenaar en verantwoordelijk voor wat hier bewaard wordt: mensen vragen u wat er van hen staat, en om het te wijzigen of te wissen.',
  ownerLeaves: 'Wilt u vertrekken, maak dan eerst iemand anders eigenaar.',
  keys: 'Sleutels van deze Space',
  keys_group: 'Sleutels van deze groep',
  keys_document: 'Sleutels van dit document',
  keysSince: 'In gebruik sinds {{when}}.',
  keysWaiting:
    'Wachten op <b><bdi>{{names}}</bdi></b>: de nieuwe sleutels komen zodra er weer verbinding is.',
  keysHint: 'Ze veranderen vanzelf als iemand verwijderd wordt of vertrekt.',
  keysByHand: 'Maak zelf nieuwe als een apparaat een tijd niet in uw handen was.',
  rotate: 'Nieuwe sleutels maken',
  rotateTitle: 'Nieuwe sleutels voor <bdi>{{space}}</bdi>',
  rotateDoes:
    'Wat vanaf nu geschreven wordt, opent met nieuwe sleutels die alleen de mensen en apparaten in de lijst krijgen.',
  rotateKeeps:
    'Wat eerder geschreven is, blijft leesbaar voor iedereen die de oude sleutels had. Niemand kan dat terughalen.',
  rotated: 'De sleutels zijn veranderd. Wie weg is, krijgt ze bij terugkeer.',
  ended: {
    removed:
      '<b>U bent uit <bdi>{{space}}</bdi> verwijderd.</b> Wat u hebt, blijft op dit apparaat tot u het wist. Er komt niets nieuws.',
    device:
      '<b>Dit apparaat is uit <bdi>{{space}}</bdi> gehaald.</b> Wat erop staat, blijft tot u het wist. Er komt niets nieuws.',
    left: '<b>U hebt <bdi>{{space}}</bdi> verlaten.</b> Wat u hebt, blijft op dit apparaat tot u het wist. Er komt niets nieuws.',
    expired: '<b>Uw bezoek aan <bdi>{{space}}</bdi> is afgelopen.</b> Er komt niets nieuws.',
    undone:
      '<b>U bent niet in <bdi>{{space}}</bdi>: wie u binnenliet, mocht dat niet meer.</b> Wat u er hebt geschreven, telt niet mee. Vraag iemand die erin zit om een nieuwe uitnodiging.',
  },
}
