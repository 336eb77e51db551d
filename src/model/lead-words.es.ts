import type { leadWordsEn } from './lead-words.en.ts';

/** Las palabras de las pistas, en español. */
export const leadWordsEs: Readonly<Record<keyof typeof leadWordsEn, string>> = {
  'leadKind.purchaser-several-traces': 'Varias armas rastreadas de un mismo comprador',
  'leadKind.purchaser-fast-trace': 'Un arma recuperada de otra persona poco después de su compra',
  'leadKind.multiple-purchase-recovered':
    'Varias armas compradas en cinco días hábiles, de las que se recuperó una o más',
  'leadKind.purchaser-several-dealers': 'Un comprador en varios comerciantes en unas semanas',
  'leadKind.purchaser-ring':
    'Compradores que comparten domicilio, teléfono, documento, vehículo, o comerciante y temporada',
  'leadKind.dealer-fast-traces': 'Un comerciante cuyos rastreos son más rápidos de lo esperable',
  'leadKind.show-traces': 'Varias armas rastreadas vendidas en una misma feria',
  'leadKind.obliterated-cluster': 'Armas de igual marca y modelo con el número de serie borrado de igual manera',
  'leadKind.stolen-recovered': 'Un arma robada y recuperada, con otras del mismo robo',
  'leadKind.fast-firearm': 'Un arma usada en varios tiroteos poco después de su venta',
  'leadKind.denied-then-present':
    'Alguien a quien se negó una compra y que después estaba presente al recuperarse un arma',
  'leadKind.household-of-purchaser': 'Detenido junto con alguien del domicilio del comprador',
  'leadKind.unserialised-cluster':
    'Armas sin número de serie vinculadas entre sí por balística o por el kit del que se hicieron',
  'leadKind.trace-correctable': 'Un rastreo que falló por un motivo que puede corregirse',

  'leadState.GENERATED': 'Hallada',
  'leadState.TRIAGED': 'Clasificada',
  'leadState.ASSIGNED': 'Asignada',
  'leadState.IN_PROGRESS': 'En curso',
  'leadState.REFERRED_ATF': 'Remitida a ATF',
  'leadState.REFERRED_OTHER_AGENCY': 'Remitida a otro organismo',
  'leadState.CASE_OPENED': 'Caso abierto',
  'leadState.CLOSED_UNFOUNDED': 'Cerrada: infundada',
  'leadState.CLOSED_NO_CAPACITY': 'Cerrada: nadie puede trabajarla',
  'leadState.CLOSED_DUPLICATE': 'Cerrada: duplicada',
  'leadState.OUTCOME_RECORDED': 'Resultado registrado',
  'leadState.FEEDBACK_SENT': 'Respuesta enviada',
  'leadTriage.hold': 'Guardada para después',
  'leadTriage.reject': 'Rechazada',
  'leadStanding.STANDING': 'Vigente',
  'leadStanding.WITHDRAWN': 'Retirada',
  'leadStanding.JOINED': 'Sigue en otra pista',

  'leadStep.assign': 'Asignar',
  'leadStep.hold': 'Guardar',
  'leadStep.reject': 'Rechazar',
  'leadStep.begin': 'Empezar el trabajo',
  'leadStep.refer-atf': 'Remitir a ATF',
  'leadStep.refer-other-agency': 'Remitir a otro organismo',
  'leadStep.open-case': 'Abrir un caso',
  'leadStep.close-unfounded': 'Cerrar por infundada',
  'leadStep.close-no-capacity': 'Cerrar: nadie puede trabajarla',
  'leadStep.close-duplicate': 'Cerrar por duplicada',
  'leadStep.record-outcome': 'Registrar el resultado',
  'leadStep.send-feedback': 'Enviar respuesta',
  'leadStep.reopen': 'Reabrir',
  'leadStep.undo': 'Deshacer el último paso',
  'leadStep.mark-officer': 'Indicar que trata de un agente',
  'leadStep.release': 'Darla a alguien de fuera',
  'leadStep.joined': 'Unida a otra pista',
  'leadStep.withdrawn': 'Retirada, porque su prueba ya no está',
  'leadStep.restored': 'Vuelve a estar vigente',
  'leadStep.returned': 'De nuevo entre las pistas abiertas, pues se apoya en más que cuando se rechazó',

  'leadOutcome.arrest': 'Detención',
  'leadOutcome.charge': 'Cargos',
  'leadOutcome.indictment': 'Acusación formal',
  'leadOutcome.conviction': 'Condena',
  'leadOutcome.firearm-recovered': 'Arma recuperada',
  'leadOutcome.none': 'Sin resultado',

  'leadChange.FOUND': 'Hallada',
  'leadChange.GREW': 'Se apoya en más',
  'leadChange.CHANGED': 'Dice otra cosa',
  'leadChange.WEAKENED': 'Se apoya en menos',
  'leadChange.WITHDRAWN': 'Retirada',
  'leadChange.RESTORED': 'Vuelve a estar vigente',
  'leadChange.JOINED': 'Sigue en otra pista',
  'leadChange.OUTCOME_RECORDED': 'En qué quedó',
  'leadChange.FEEDBACK_SENT': 'Respuesta',
  'leadChange.TAKEN_BACK': 'Dada por error',

  'leadLoss.tie-withdrawn': 'un vínculo balístico entre una de sus armas y un tiroteo ya no vale',
  'leadLoss.fewer-hits': 'un acierto confirmado en que se apoyaba es ahora una pista sin confirmar',
  'leadLoss.incident-renumbered':
    'un tiroteo con el que se vincula una de sus armas consta ahora como otro suceso del mismo día, por una corrección o porque las filas tenidas por uno son de varios',
  'leadLoss.trace-corrected': 'consta otra cosa de un rastreo en que se apoyaba, o el rastreo se retiró',
  'leadLoss.no-longer-one': 'los registros tenidos por de una persona o cosa son de varias',
  'leadLoss.names-others':
    'un rastreo en que se apoyaba nombra ahora a otro comprador, poseedor, vendedor u otra arma, por una corrección o porque filas tenidas por de uno son de varios',
  'leadLoss.settings-changed': 'cambiaron los ajustes de la ciudad',
  'leadLoss.not-established': 'aquello en que se apoya se cuenta ahora de otro modo; por qué no está establecido',
  'leadLoss.weaker': 'mucho menos habla a su favor',

  'leadUnknown.purchaser': 'Rastreos que no nombran comprador',
  'leadUnknown.possessor': 'Rastreos de los que no consta quién tenía el arma',
  'leadUnknown.dealer': 'Rastreos que no llegaron a ningún comerciante',
  'leadUnknown.time-to-crime': 'Rastreos cuyo tiempo hasta el delito no puede decirse',
  'leadUnknown.unconfirmed-ties': 'Tiroteos vinculados por una pista que ningún perito confirmó',
  'leadUnknown.recovery-place': 'Recuperaciones y tiroteos de los que no consta el lugar',
  'leadUnknown.left-out':
    'Rastreos de sus compradores que no cuenta, pues las fuentes difieren sobre la venta o su fecha no puede ser cierta',
  'leadUnknown.sale-after-recovery':
    'Rastreos cuya venta está fechada después de la recuperación: una de las fechas es errónea',
  'leadUnknown.dates-in-disorder': 'Rastreos cuyas fechas no pueden ser todas ciertas',
  'leadUnknown.sources-differ': 'Rastreos sobre cuya venta o recuperación difieren las fuentes',
  'leadUnknown.purchasers-differ': 'Rastreos de un arma que según otro rastreo compró otra persona',
  'leadUnknown.theft-after-recovery':
    'Rastreos de un arma cuyo robo ocurrió o se denunció después de la recuperación: no cuenta como robada',
  'leadUnknown.theft-undated':
    'Rastreos de un arma denunciada como robada sin fecha que diga si fue antes de la recuperación',

  'leadPart.time-to-crime': 'Poco tiempo hasta el delito',
  'leadPart.unrecorded-transfer': 'Traspaso sin registrar',
  'leadPart.out-of-state': 'Vendida en otro estado',
  'leadPart.out-of-city': 'Vendida fuera de la ciudad',
  'leadPart.multiple-sale': 'Comprada con otras',
  'leadPart.obliterated-serial': 'Número de serie borrado',
  'leadPart.dealer-rate': 'Otros rastreos del comerciante son rápidos',
  'leadPart.purchaser-other-firearms': 'Otras armas rastreadas del comprador',
  'leadPart.shootings': 'Tiroteos vinculados por balística',
  'leadPart.reported-stolen': 'Denunciada como robada',

  'leadCaution.lead':
    'Una pista dice dónde mirar. No es conclusión alguna contra nadie, y la fuerza es de sus rastreos, nunca de una persona.',
  'leadCaution.dealer': 'La venta de un arma rastreada no es prueba de conducta indebida.',
  'leadCaution.trace':
    'Los rastreos ayudan a investigar. No toda arma usada en un delito se rastrea, ni toda arma rastreada se usó en un delito. Las rastreadas no son una muestra al azar ni se eligieron para saber qué tipos o marcas se usan ilícitamente. Un rastreo lleva a la primera venta al público, que no tiene por qué ser el camino del arma hasta el delito.',
  'leadCaution.use':
    'Los rastreos proceden de ATF y solo pueden usarse en investigaciones y procesos penales; se transmiten únicamente según la ley y el acuerdo del organismo con ATF.',
  'leadCaution.nibinLead':
    'Pista NIBIN: una posible asociación que ningún perito ha confirmado. No es una identificación y requiere comparación al microscopio.',
  'leadCaution.nibinHit':
    'Acierto confirmado: un perito concluyó que los patrones concuerdan; véanse los límites en el informe del laboratorio. Vincula casquillos con un arma y no dice quién disparó.',
};
