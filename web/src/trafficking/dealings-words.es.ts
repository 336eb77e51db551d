import type { SameKeys } from '../frame/same-keys.ts';
import type { dealingsEn } from './dealings-words.en.ts';

/** Texts of a dealer beside others and of what a person bought, in Spanish. */
export const dealingsEs: SameKeys<typeof dealingsEn> = {
  'standing.title': 'Junto a otros comerciantes',
  'standing.none': 'Ningún rastreo lleva a este comerciante.',
  'standing.noFunnel': 'No hay rastreo con tiempo conocido que dibujar.',
  'standing.notDrawn': 'Este comerciante no tiene rastreos con tiempo conocido y no se dibuja.',
  'standing.position':
    '{events} de {exposure} armas rastreadas son de menos de tres años; se esperaban {expected}, de {low} a {high} por azar (95 de 100). Queda {where}.',
  'standing.far-above': 'por encima del límite exterior',
  'standing.above': 'por encima del límite interior',
  'standing.within': 'dentro de los límites',
  'standing.below': 'por debajo del límite interior',
  'standing.far-below': 'por debajo del límite exterior',
  'standing.exposure': 'Armas rastreadas con tiempo conocido',
  'standing.events': 'Menos de tres años',
  'standing.exposureHelp':
    'No está anotado cuánto vende un comerciante: cada uno se compara con las armas rastreadas hasta él, cada una una vez, no con sus ventas. Bandas: límites de 95 y 99,8 de 100 por azar.',
  'standing.widened':
    'Los comerciantes más lentos de lo habitual difieren más que por azar: sus proporciones se apartan unos {spread} de 100 de lo habitual, y las bandas se ensanchan por ello.',
  'standing.notWidened': 'Los comerciantes no difieren más que por azar.',
  'standing.leftOut': {
    one: '{n} comerciante sin tiempo conocido no se dibuja.',
    other: '{n} comerciantes sin tiempo conocido no se dibujan.',
  },
  'standing.usual': 'Menos de tres años, de las armas rastreadas hasta todos los comerciantes:',
  'standing.amongFirst': '¿Entre los primeros {top}?',
  'standing.noRank': 'Todos los tiempos conocidos son iguales: por ellos no se distinguen comerciantes.',
  'standing.inTop': 'En {n} de {all} sorteos está entre los primeros {top}.',
  'standing.inTopHelp':
    'Sorteado de lo que pocos rastreos pueden decir de {dealers} comerciantes, cada uno pesado con lo usual. No se da puesto: el orden de los comerciantes es sobre todo azar.',
  'standing.short': 'Menos de tres años:',
  'standing.posterior': 'Pesado con lo usual, entre {low} y {high} de 100, unos {mean}.',
  'standing.few': {
    one: 'Un rastreo no dice casi nada de un comerciante.',
    other: '{n} rastreos dicen poco de un comerciante.',
  },
  'standing.letter': 'Años de la segunda carta de requerimiento',
  'standing.threshold': 'Marcado desde tantos rastreos en un año:',
  'standing.letterNone': 'Ningún rastreo de tres años o menos con día en que se pidió.',
  'standing.letterHelp':
    'La ATF contaba en todo el país los rastreos de tres años o menos en un año (10, desde 2018 25; acabó en 2025). Una ciudad solo ve sus rastreos: menos que la ATF. No es una conclusión.',
  'standing.letterUndated': {
    one: '{n} rastreo no tiene día en que se pidió.',
    other: '{n} rastreos no tienen día en que se pidieron.',
  },
  'standing.reached': 'alcanzado',
  'standing.notReached': 'no alcanzado',
  'standing.recoveries': 'Armas vendidas aquí y recuperadas',
  'standing.recoveriesHelp': 'Elija una marca o un hilo: el mapa y la línea muestran el mismo rastreo.',
  'standing.map': 'Dónde se recuperaron',
  'standing.noPlaces': 'Ningún lugar de recuperación tiene coordenadas.',
  'standing.placed': '{n} de {all} tienen coordenadas y se dibujan.',
  'standing.noDays': 'No hay día de venta ni de recuperación anotado.',
  'standing.line': 'Ventas y recuperaciones por orden de tiempo',
  'standing.lineHelp':
    'Un hilo va de la venta (punto) a la recuperación (cuadrado); nadie anotó lo que hay entre ellas.',
  'standing.purchasers': 'Compradores de armas rastreadas',
  'standing.purchasersHelp': 'Comprar un arma que luego se rastreó no es delito.',
  'standing.purchaserUnknown': { one: '{n} rastreo no nombra comprador.', other: '{n} rastreos no nombran comprador.' },
  'standing.here': 'Compradas aquí',
  'standing.elsewhere': 'En otra parte',
  'standing.together': 'En una semana de otra',
  'standing.passedOn': 'Recuperada de otra persona',
  'standing.allPurchasers': 'Mostrar los {n} compradores',
  'standing.thefts': 'Denunciadas como robadas al comerciante',
  'standing.notRecovered': 'no recuperada aquí',
  'standing.flaggedBy': { one: 'Lo señala {n} rastreo.', other: 'Lo señalan {n} rastreos.' },
  'standing.licenceMonths':
    'En la lista de licencias en {n} de {all} meses, de {from} a {to}; {missing} meses sin lista que lo nombre.',
  'standing.noList': 'ninguna lista lo nombra',

  'purchases.title': 'Armas rastreadas compradas',
  'purchases.toPerson': 'La página de la persona',
  'purchases.caution':
    'Comprar un arma que luego se rastreó no es delito ni prueba de uno: pudo venderse, regalarse, perderse o robarse. Las filas de una persona pueden ser de varias. No se da puntuación de una persona.',
  'purchases.none': 'Ningún arma rastreada nombra a esta persona como comprador',
  'purchases.noneHelp':
    'Lo que alguien compró solo se sabe aquí donde el arma se recuperó y se rastreó hasta esa persona.',
  'purchases.lanes': 'De la venta a la recuperación',
  'purchases.groupMark': 'Grupo {n}',
  'purchases.possessorUnknown': 'de nadie nombrado',
  'purchases.from': 'de',
  'purchases.shootings': { one: '{n} tiroteo ligado', other: '{n} tiroteos ligados' },
  'purchases.key.sale': 'primera venta al por menor',
  'purchases.key.lead': 'tiroteo ligado por pista',
  'purchases.key.hit': 'tiroteo ligado por acierto',
  'purchases.key.recovery': 'recuperación',
  'purchases.key.unknown': 'nadie anotó dónde estaba',
  'purchases.groups': 'Varias en cinco días hábiles',
  'purchases.groupsNone': 'No hay dos de las armas rastreadas compradas en cinco días hábiles.',
  'purchases.groupsHelp':
    'Días hábiles del estado de la primera armería, contados ambos extremos y sin sus festivos. No se sabe qué se compró además y no se rastreó.',
  'purchases.unsureDays':
    'incierto: dentro de cinco solo si las oficinas cerraron el {days}, según una lista no tomada de la ley del estado',
  'purchases.businessDays': { one: '{n} día hábil', other: '{n} días hábiles' },
  'purchases.dealers': 'Comerciantes',
  'purchases.dealersMap': 'Mapa de los comerciantes',
  'purchases.dealersHelp':
    'Por el condado de la licencia, que no es la dirección de la tienda; a trazos donde solo se conoce el estado. El cuadrado: donde está la agencia.',
  'purchases.possessors': 'De quiénes se recuperaron',
  'purchases.possessorsUnknown': {
    one: 'De {n} arma no se nombra a nadie.',
    other: 'De {n} armas no se nombra a nadie.',
  },
  'purchases.same': 'el comprador',
  'purchases.shared': 'Otros compradores con algo en común',
  'purchases.sharedNone': 'Ningún otro comprador de un arma rastreada dio la misma vivienda, teléfono o documento.',
  'purchases.sharedHelp': 'Familias y vecinos comparten viviendas y teléfonos: es dónde mirar, y nada más.',
  'purchases.sharedByMany': {
    one: '{n} valor de más compradores de los que comparten un hogar no liga a nadie y se deja fuera.',
    other: '{n} valores de más compradores de los que comparten un hogar cada uno no ligan a nadie y se dejan fuera.',
  },
  'purchases.tie.home': 'vivienda',
  'purchases.tie.phone': 'teléfono',
  'purchases.tie.document': 'documento',
  'purchases.said': 'Lo que cada rastreo dice del comprador',
  'purchases.saidHelp':
    'Como lo dicen las filas, antes de unirse en una persona. Donde difieren, pueden ser de varias.',
  'purchases.name': 'Nombre',
  'purchases.born': 'Nacimiento',
  'purchases.about': 'Qué muestra esto',
  'purchases.aboutHelp':
    'Una línea por cada arma rastreada de la que esta persona figura como comprador. Elija una para ver sus rastreos, tiroteos y lo que no encaja.',
  'purchases.indexOfTrace':
    'El índice de la ciudad de su rastreo es de {points} de 100 puntos: del rastreo, no de una persona.',
};
