import type { comparisonWordsEn } from './comparison-words.en.ts';

/** The same in Spanish. */
export const comparisonWordsEs: Readonly<Record<keyof typeof comparisonWordsEn, string>> = {
  'compare.caution':
    'Posible asociación como mucho; no es una identificación confirmada; requiere la confirmación microscópica de los propios indicios por un perito en armas de fuego.',
  'compare.lead.LEAD':
    'Pista NIBIN {number}: dos personas vieron en pantalla una posible asociación. Ningún perito la confirmó sobre los propios indicios.',
  'compare.lead.HIT':
    'La pista NIBIN {number} está confirmada: un perito concluyó sobre los propios indicios y otro lo verificó. Véanse las limitaciones del informe.',
  'compare.lead.WITHDRAWN':
    'La pista NIBIN {number} de estos dos indicios fue retirada: la asociación no se sostiene. Lo impreso aquí no debe usarse como si se sostuviera.',
  'compare.lead.elsewhere':
    'No se retiró aquí: {sources} retira el mismo vínculo. Hasta que se aclare cuál vale, nada puede apoyarse en él.',
  'compare.lead.retracted': 'Se retiró por un error hallado: {reason}',
  'compare.lead.concluded':
    'El perito {examiner} concluyó el {on}: {conclusion} (informe {report}), verificado por {verifier}. Limitaciones, como en el informe: {limitation}',
  'compare.lead.heading': 'Pista NIBIN y peritaje',
  'compare.concluded.IDENTIFICATION': 'identificación',
  'compare.concluded.INCONCLUSIVE': 'no concluyente',
  'compare.concluded.ELIMINATION': 'eliminación',
  'compare.concluded.UNSUITABLE': 'no apto',
  'compare.noConclusion':
    'El programa dice cuánto de una superficie se halla en la otra. Ordena lo que un perito debe mirar. No saca conclusiones, y su puntuación no es una probabilidad.',
  'compare.subclass':
    'Las marcas que comparten armas de fuego de una misma fabricación (marcas de subclase) pueden hacer que dos armas parezcan una. El programa no las distingue de las de una sola; debe hacerlo un perito.',
  'compare.limits':
    'Una puntuación baja no dice que se usaran dos armas de fuego: otra munición, el desgaste o un escaneo al que le falta parte de la impresión la bajan. Inconcluso es una respuesta.',
  'compare.title': 'Comparación de {first} y {second}',
  'compare.first': 'Primero',
  'compare.second': 'Segundo',
  'compare.exhibit': 'Indicio',
  'compare.item': 'Indicio {item}',
  'compare.case': 'Caso',
  'compare.kind': 'Clase',
  'compare.calibre': 'Calibre',
  'compare.origin': 'Procedencia',
  'compare.notKnown': 'no se sabe',
  'compare.kind.CASING': 'Vaina',
  'compare.kind.BULLET': 'Bala',
  'compare.kind.FIREARM': 'Arma de fuego',
  'compare.kind.LIVE_ROUND': 'Cartucho',
  'compare.kind.FRAGMENT': 'Fragmento',
  'compare.origin.SCENE': 'Lugar del hecho',
  'compare.origin.TEST_FIRE': 'Disparo de prueba',
  'compare.made': 'Inventado para mostrar lo que hace el programa: tal indicio no existe.',

  'compare.found': 'Lo que halló el programa',
  'compare.nothing': 'Las dos superficies coinciden en demasiado poco para decir algo.',
  'compare.notReady': 'No se compara nada: de uno de los dos no hay escaneo preparado.',
  'compare.score': 'Celdas congruentes, en ambos sentidos',
  'compare.cellsOf': '{n} de {of} comparadas',
  'compare.firstOnSecond': 'Celdas del primero halladas en el segundo',
  'compare.secondOnFirst': 'Celdas del segundo halladas en el primero',
  'compare.notCompared': '{n} más del primero tienen demasiado poco para compararlas',
  'compare.whole': 'Correlación de los conjuntos',
  'compare.turned': 'El segundo está girado',
  'compare.moved': 'y desplazado',
  'compare.across': '{x} µm a lo ancho, {y} µm hacia abajo',
  'compare.ratio': 'Razón de verosimilitud',
  'compare.ratioIs':
    'Lo hallado es {times} veces más verosímil si ambos se dispararon con un arma de fuego que si con dos de: {class} ({firearms} armas de fuego). De {low} a {high}, al sortear de nuevo las armas del conjunto. El logaritmo en base diez es {log10}.',
  'compare.ratioLess':
    'Lo hallado es {times} veces menos verosímil si ambos se dispararon con un arma de fuego que si con dos de: {class} ({firearms} armas de fuego). De {low} a {high}, al sortear de nuevo las armas del conjunto. El logaritmo en base diez es {log10}.',
  'compare.moreThan': 'más de {times}',
  'compare.lessThan': 'menos de {times}',
  'compare.ratioCut': 'El conjunto no sustenta más: la razón se corta ahí.',
  'compare.ratioOnly':
    'Vale solo para esa clase: si ambos son de ella lo dice una persona. No es una probabilidad de que se usara un arma de fuego.',
  'compare.undetermined.no-calibration-set':
    'Indeterminada: no hay conjunto de calibración. Sin escaneos de su clase cuyas armas se conozcan nada puede decirse.',
  'compare.undetermined.calibration-of-other-method':
    'Indeterminada: el conjunto de calibración es de otra versión de la comparación.',
  'compare.undetermined.calibration-without-class':
    'Indeterminada: el conjunto de calibración no dice de qué calibre, abertura del percutor y cara de recámara es.',
  'compare.undetermined.other-class':
    'Indeterminada: un indicio es de otro calibre, abertura del percutor o cara de recámara que el conjunto de calibración.',
  'compare.undetermined.class-unknown':
    'Indeterminada: no se conoce el calibre, la abertura del percutor o la cara de recámara de un indicio, y nadie puede decir si es de la clase del conjunto de calibración.',
  'compare.undetermined.turns-left-out':
    'Indeterminada: se dejaron giros fuera de la comparación, lo que el conjunto de calibración no hizo.',
  'compare.undetermined.too-little-compared': 'Indeterminada: se comparó demasiado poco.',

  'compare.cells': 'Celdas',
  'compare.cellsLegend':
    'Un cuadrado continuo es una celda congruente, uno discontinuo no lo es, uno rayado no pudo compararse. La línea lleva de donde está una celda en el primero a donde se halló en el segundo; se dibuja {n} veces más larga.',
  'compare.row': 'Fila',
  'compare.column': 'Columna',
  'compare.correlation': 'Correlación',
  'compare.off': 'Hallada a, µm',
  'compare.turn': 'Giro',
  'compare.why': 'Por qué',
  'compare.reason.congruent': 'congruente',
  'compare.reason.elsewhere': 'parecida, pero a más de {allowance} µm de donde están las demás',
  'compare.reason.unlike': 'en ningún sitio bastante parecida: menos de {least}',
  'compare.reason.too-little': 'demasiado poco medido en ambos',
  'compare.reason.not-compared': 'demasiado poco medido en el primero',
  'compare.noCells': 'No se comparó ninguna celda.',

  'compare.picture.first': 'El primero, iluminado desde arriba a la izquierda',
  'compare.picture.second': 'El segundo, puesto sobre el primero por el programa',
  'compare.picture.difference': 'Primero menos segundo, {range} µm a cada lado; azul: segundo más alto',
  'compare.pictures': 'Ambas superficies',
  'compare.hatched': 'Rayado: no medido. Tenue, rayado en el otro sentido: medido, y no es de la cara de recámara.',
  'compare.scale': 'Las imágenes tienen {mm} mm de ancho.',

  'compare.method': 'Cómo se comparó',
  'compare.engine': 'Versión de la comparación',
  'compare.program': 'Programa',
  'compare.thresholds':
    'Celdas de {cell} µm; congruentes desde una correlación de {least}, a {allowance} µm o menos del centro de las parecidas.',
  'compare.methodPage': 'Método, umbrales con sus fuentes y errores medidos: docs/methods/ballistics.md.',
  'compare.scan': 'Escaneo',
  'compare.file': 'Archivo',
  'compare.hash': 'SHA-256 del archivo como se entregó',
  'compare.surfaceHash': 'SHA-256 de la superficie comparada',
  'compare.pitch': 'Paso',
  'compare.mask': 'Cara de recámara',
  'compare.masked.found': 'hallada por el programa, confianza {confidence} de 1',
  'compare.masked.drawn': 'dibujada por {who}',
  'compare.masked.given': 'enmascarada antes de llegar el escaneo',
  'compare.text': 'Lo que la ciudad dice de los exámenes',
  'compare.errorRates': 'Tasas de error publicadas',
  'compare.inconclusives': 'Resultados no concluyentes',
  'compare.textNone': 'La ciudad no ha firmado ningún texto sobre esto.',
  'compare.textBy': 'Versión {version} de los ajustes de la ciudad, firmada por {by} el {at}.',
  'compare.cautions': 'Lo que este informe no dice',
};
